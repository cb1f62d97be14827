/** Id of a tab of `TabBar`, by which its panel is named. */
export const tabIdOf = (panelId: string, name: string) => `${panelId}-${name.replaceAll(' ', '-')}`
