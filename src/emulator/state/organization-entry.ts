import { checkTexts, isUuid, refuse, regions } from './field-checks'
import type { JsonObject } from './json'

const hostname =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i

/** The regions inside each home region. */
const inside: Readonly<Record<string, readonly string[]>> = {
  eu: ['eu', 'eu-central'],
  us: ['us', 'us-east', 'us-west'],
  asia: ['asia', 'asia-northeast'],
  global: regions,
}

export function checkOrganization(entry: JsonObject, homeRegion: string, where: string): void {
  checkTexts(entry, ['id', 'label', 'session_lifespan', 'default_region'], where)
  const { id, label, domains, session_lifespan: lifespan, default_region: region } = entry
  if (typeof id !== 'string' || !isUuid(id)) refuse(`${where}/id`, 'uuid: incorrect UUID')
  if (typeof label !== 'string') refuse(where, 'missing properties: "label"')
  if (!Array.isArray(domains)) refuse(`${where}/domains`, 'expected array')
  for (const domain of domains) {
    if (typeof domain !== 'string' || !hostname.test(domain)) {
      refuse(`${where}/domains`, `${JSON.stringify(domain)} is not a valid hostname`)
    }
  }
  if (typeof lifespan === 'string') checkLifespan(lifespan, `${where}/session_lifespan`)
  if (typeof region === 'string' && !(inside[homeRegion] ?? [homeRegion]).includes(region)) {
    refuse(`${where}/default_region`, `${region} is not inside the home region ${homeRegion}`)
  }
}

function checkLifespan(text: string, where: string): void {
  const [, count, unit] =
    /^([0-9]+)(s|m|h)$/.exec(text) ?? refuse(where, `invalid duration "${text}"`)
  const seconds = Number(count) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)
  if (seconds < 60 || seconds > 8760 * 3600) refuse(where, 'must lie between 1m and 8760h')
}
