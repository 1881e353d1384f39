/** Settings that make the light windows of an editor those of its light high-contrast theme, and the dark ones of its dark one. */
export const highContrast = {
  'workbench.preferredLightColorTheme': 'Default High Contrast Light',
  'workbench.preferredDarkColorTheme': 'Default High Contrast',
};
