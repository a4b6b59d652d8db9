import { useSyncExternalStore } from 'react';

/** What one can choose: always light or dark, or as the system is. */
export const themeChoices = ['system', 'light', 'dark'] as const;

/** What one can choose: always light or dark, or as the system is. */
export type ThemeChoice = (typeof themeChoices)[number];

/** What is shown. */
export type Theme = 'light' | 'dark';

const KEY = 'theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** What was chosen, here or in another tab. */
function chosenTheme(): ThemeChoice {
  const kept = localStorage.getItem(KEY);
  return themeChoices.find((choice) => choice === kept) ?? 'system';
}

/** Chooses a theme, for now and later. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  showTheme();
}

/** Shows what was chosen, or the system's. */
function showTheme(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}

/** Shows the theme from now on, whenever the system or another tab changes it. */
export function startTheme(): void {
  system.addEventListener('change', showTheme);
  addEventListener('storage', showTheme);
  showTheme();
}

/**
 * The theme that is shown: what draws on a canvas draws anew when it changes.
 *
 * @example const theme = useTheme(); useEffect(() => draw(), [theme]);
 */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, shownTheme);
}

/** What was chosen. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, chosenTheme);
}

function shownTheme(): Theme {
  const choice = chosenTheme();
  if (choice !== 'system') return choice;
  return system.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
