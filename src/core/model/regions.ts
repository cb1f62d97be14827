import { t } from '../language/translate'

export const regions: readonly { readonly value: string; readonly name: string }[] = [
  { value: 'global', name: t('Global') },
  { value: 'eu', name: t('Europe') },
  { value: 'eu-central', name: t('Europe, central') },
  { value: 'us', name: t('United States') },
  { value: 'us-east', name: t('United States, east') },
  { value: 'us-west', name: t('United States, west') },
  { value: 'asia', name: t('Asia') },
  { value: 'asia-northeast', name: t('Asia, northeast') },
]

const inside: Readonly<Record<string, readonly string[]>> = {
  global: regions.map(({ value }) => value),
  eu: ['eu', 'eu-central'],
  us: ['us', 'us-east', 'us-west'],
  asia: ['asia', 'asia-northeast'],
}

/** The regions of a home region; a single region contains only itself. */
export function regionsInside(homeRegion: string): readonly string[] {
  return (Object.hasOwn(inside, homeRegion) ? inside[homeRegion] : undefined) ?? [homeRegion]
}

export function regionName(value: string): string {
  return regions.find((region) => region.value === value)?.name ?? value
}

/** Why a region cannot be the default region; empty is valid. */
export function regionProblem(region: string, homeRegion: string): string | undefined {
  if (region === '' || regionsInside(homeRegion).includes(region)) return undefined
  return t('“{region}” does not lie in the project’s home region, {homeRegion}', {
    region,
    homeRegion,
  })
}
