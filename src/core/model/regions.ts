/** Regions of identities, with the names people know them by. Source: Ory's OpenAPI document. */
export const regions: readonly { readonly value: string; readonly name: string }[] = [
  { value: 'global', name: 'Global' },
  { value: 'eu', name: 'Europe' },
  { value: 'eu-central', name: 'Europe, central' },
  { value: 'us', name: 'United States' },
  { value: 'us-east', name: 'United States, east' },
  { value: 'us-west', name: 'United States, west' },
  { value: 'asia', name: 'Asia' },
  { value: 'asia-northeast', name: 'Asia, northeast' },
]

const inside: Readonly<Record<string, readonly string[]>> = {
  global: regions.map(({ value }) => value),
  eu: ['eu', 'eu-central'],
  us: ['us', 'us-east', 'us-west'],
  asia: ['asia', 'asia-northeast'],
}

/** The regions that lie inside a home region; a single region, known or not, holds itself alone. */
export function regionsInside(homeRegion: string): readonly string[] {
  return (Object.hasOwn(inside, homeRegion) ? inside[homeRegion] : undefined) ?? [homeRegion]
}

/** The name of a region; an unknown one shows as it is. */
export function regionName(value: string): string {
  return regions.find((region) => region.value === value)?.name ?? value
}

/** Why a region cannot be an organization's default one; empty is none. */
export function regionProblem(region: string, homeRegion: string): string | undefined {
  if (region === '' || regionsInside(homeRegion).includes(region)) return undefined
  return `“${region}” does not lie in the project’s home region, ${homeRegion}`
}
