/** The colours of a picture. Each shade has the colour of the text on it; the lightest comes first. */
export interface PictureTheme {
  readonly paper: string;
  readonly text: string;
  readonly faint: string;
  readonly hatch: string;
  readonly shades: readonly { readonly fill: string; readonly text: string }[];
}

/** All texts have a contrast of at least 4.5 to 1. What a colour says is also said in another way. */
export const pictureThemes = {
  light: {
    paper: "#ffffff",
    text: "#1a1a1a",
    faint: "#595959",
    hatch: "#d9d9d9",
    shades: [
      { fill: "#eef4fb", text: "#1a1a1a" },
      { fill: "#c6dbf0", text: "#1a1a1a" },
      { fill: "#8fb8de", text: "#1a1a1a" },
      { fill: "#2b6ca3", text: "#ffffff" },
      { fill: "#12436d", text: "#ffffff" },
    ],
  },
  dark: {
    paper: "#1e2128",
    text: "#e9eaef",
    faint: "#a5abb8",
    hatch: "#3a404c",
    shades: [
      { fill: "#262c38", text: "#e9eaef" },
      { fill: "#1f3f5f", text: "#e9eaef" },
      { fill: "#2b5f8f", text: "#ffffff" },
      { fill: "#8fb8de", text: "#15171c" },
      { fill: "#d3e4f5", text: "#15171c" },
    ],
  },
} as const satisfies Readonly<Record<string, PictureTheme>>;
