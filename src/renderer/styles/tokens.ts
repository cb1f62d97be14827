import type { WorkspaceColour } from '../../core/model/project'

/** Every colour of the app. Naive UI, CodeMirror and our CSS read them from here. */
export interface Tokens {
  readonly bg: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly border: string
  readonly control: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly accent: string
  readonly accentHover: string
  readonly onAccent: string
  readonly accentWeak: string
  readonly selected: string
  readonly success: string
  readonly successWeak: string
  readonly warning: string
  readonly warningWeak: string
  readonly danger: string
  readonly dangerWeak: string
  readonly hover: string
}

export type ThemeName = 'light' | 'dark'

export const tokens: Readonly<Record<ThemeName, Tokens>> = {
  light: {
    bg: '#f5f6f8',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#eceef2',
    border: '#dcdfe6',
    control: '#858d9b',
    text: '#1a1e26',
    text2: '#4a5260',
    text3: '#626a78',
    accent: '#2355c7',
    accentHover: '#1c47a8',
    onAccent: '#ffffff',
    accentWeak: '#e7eefc',
    selected: '#dbe6fc',
    success: '#176b40',
    successWeak: '#e3f4ea',
    warning: '#855000',
    warningWeak: '#fdf1da',
    danger: '#b0241c',
    dangerWeak: '#fdeae8',
    hover: '#f3f5f9',
  },
  dark: {
    bg: '#14171c',
    surface: '#1a1e24',
    raised: '#21262e',
    sunken: '#101317',
    border: '#313843',
    control: '#6f7887',
    text: '#e6e9ef',
    text2: '#b4bbc7',
    text3: '#959dab',
    accent: '#85aaff',
    accentHover: '#a3c0ff',
    onAccent: '#0e1524',
    accentWeak: '#1c2a48',
    selected: '#243a68',
    success: '#6fd39b',
    successWeak: '#14301f',
    warning: '#f0bd6a',
    warningWeak: '#352708',
    danger: '#ff9a92',
    dangerWeak: '#3d1a18',
    hover: '#20252d',
  },
}

/** The marks of workspaces: a ground for each colour, and what is written on all of them. */
export const workspaceTokens: Readonly<
  Record<ThemeName, Readonly<Record<WorkspaceColour | 'ink', string>>>
> = {
  light: {
    ink: '#ffffff',
    blue: '#2355c7',
    teal: '#0b6e6e',
    violet: '#6b3fc0',
    pink: '#a82a73',
    orange: '#9a4a00',
    olive: '#5c6410',
    brown: '#6f4e37',
    grey: '#565f6e',
  },
  dark: {
    ink: '#0e1524',
    blue: '#85aaff',
    teal: '#5fcfc9',
    violet: '#bfa2ff',
    pink: '#ff9fd0',
    orange: '#ffb27a',
    olive: '#c6d067',
    brown: '#d8b49a',
    grey: '#b4bbc7',
  },
}

export const interfaceFont = 'var(--interface-font)'
export const codeFont = 'var(--code-font)'

function customProperty(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** `--bg`, `--surface`, `--text2`, `--accent-weak` and so on, and `--workspace-blue` and its like. */
export function customProperties(theme: ThemeName): Record<string, string> {
  const marks = Object.entries(workspaceTokens[theme]).map(
    ([name, value]) => [`--workspace-${name}`, value] as const,
  )
  const all = Object.entries(tokens[theme]).map(
    ([name, value]) => [customProperty(name), value] as const,
  )
  return Object.fromEntries([...all, ...marks])
}

/** Puts a theme's colours on the page. */
export function applyTheme(theme: ThemeName): void {
  const root = document.documentElement
  root.dataset['theme'] = theme
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(customProperties(theme))) {
    root.style.setProperty(name, value)
  }
}
