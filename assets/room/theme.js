// Runs before the page is drawn, so that it does not flash in the wrong theme.
try {
  const theme = localStorage.getItem("async-quiz-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, the page uses the system's theme.
}
