/** The words that recipes print: each theme has eight that differ at a glance. */
export const wordThemes: readonly (readonly string[])[] = [
  ["soup", "bread", "salad", "rice", "cake", "tea", "juice", "pasta"],
  ["red", "blue", "green", "black", "white", "pink", "brown", "grey"],
  ["cat", "dog", "horse", "mouse", "owl", "fish", "goat", "bear"],
  ["river", "lake", "hill", "forest", "island", "desert", "coast", "valley"],
  ["chair", "table", "lamp", "shelf", "mirror", "carpet", "clock", "door"],
  ["piano", "drum", "flute", "violin", "guitar", "harp", "trumpet", "cello"],
  ["train", "bus", "tram", "ferry", "bike", "plane", "taxi", "truck"],
  ["apple", "pear", "plum", "cherry", "lemon", "grape", "melon", "fig"],
  ["Monday", "Tuesday", "Friday", "Sunday", "March", "June", "August", "April"],
  ["rain", "snow", "wind", "storm", "fog", "sun", "hail", "frost"],
];
