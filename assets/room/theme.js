// Runs before the page is drawn, so that a chosen theme does not flash in the other one's colours.
try {
  const theme = localStorage.getItem("async-quiz-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that forbids storage shows the system's theme.
}
