import { isJsonObject, sameJson, type JsonValue } from '../../model/json'

/**
 * Different values of the same shape. The first two are similar, with the same beginning or domain, so
 * that a guard accepts them; the third shares nothing with the value.
 */
export function variantsOf(value: JsonValue): JsonValue[] {
  const kept: JsonValue[] = []
  for (const variant of candidates(value)) {
    if (!sameJson(variant, value) && !kept.some((known) => sameJson(known, variant))) {
      kept.push(variant)
    }
  }
  return kept
}

function candidates(value: JsonValue): JsonValue[] {
  if (value === null) return ['x', 'y']
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, value + 1000, -value - 1, 0, 7]
  if (typeof value === 'string') return textCandidates(value)
  if (isJsonObject(value)) {
    return [near(value, 0), near(value, 1), far(value), { x: 'x' }, { y: 'y' }]
  }
  return listCandidates(value)
}

function listCandidates(list: readonly JsonValue[]): JsonValue[] {
  const [first] = list
  const last = list.at(-1)
  if (first === undefined || last === undefined) return [['x'], ['y']]
  return [
    [...list, near(last, 0)],
    [near(first, 1), ...list],
    list.map(far),
    list.map((item) => near(item, 0)),
    list.map((item) => near(item, 1)),
    [],
  ]
}

const near = (value: JsonValue, which: 0 | 1): JsonValue => change(value, which)
const far = (value: JsonValue): JsonValue => change(value, 2)

function change(value: JsonValue, which: number): JsonValue {
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, change(member, which)]),
    )
  }
  const variants = variantsOf(value)
  return variants[which % variants.length] ?? value
}

const emailShape = /^([^@\s]+)@([^@\s]+)$/
const urlShape = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]+)(.*)$/i
const dateShape = /^(\d{4})(-\d\d-\d\d.*)$/s

function textCandidates(text: string): string[] {
  if (text === 'true' || text === 'false') return [text === 'true' ? 'false' : 'true', 'x', 'y']
  const email = emailShape.exec(text)
  if (email) {
    const [, local = '', domain = ''] = email
    return [
      `${local}x@${domain}`,
      `${local}y@${domain}`,
      `${turn(local, 1)}@${otherHost(domain, 1)}`,
      `${turn(local, 3)}@${otherHost(domain, 3)}`,
      `x${text}`,
      `y${text}`,
    ]
  }
  const url = urlShape.exec(text)
  if (url) {
    const [, scheme = '', host = '', rest = ''] = url
    const path = rest.endsWith('/') ? rest : `${rest}/`
    return [
      `${scheme}${host}${path}x`,
      `${scheme}${host}${path}y`,
      `${scheme}${otherHost(host, 1)}${turn(rest, 1)}`,
      `${scheme}${otherHost(host, 3)}${turn(rest, 3)}`,
    ]
  }
  const date = dateShape.exec(text)
  if (date) {
    const [, year = '', rest = ''] = date
    return [1, 2, 4].map((more) => `${String(Number(year) + more).padStart(4, '0')}${rest}`)
  }
  return [`${text}x`, `${text}y`, turn(text, 1), turn(text, 3), `x${text}`, `y${text}`]
}

/** Keeps the last label and with it the port. */
function otherHost(host: string, step: number): string {
  const dot = host.lastIndexOf('.')
  return dot < 0 ? turn(host, step) : turn(host.slice(0, dot), step) + host.slice(dot)
}

/** Replaces every letter and digit by another of its kind. */
function turn(text: string, step: number): string {
  const from = (first: string, count: number) => (character: string) => {
    const start = first.charCodeAt(0)
    return String.fromCharCode(start + ((character.charCodeAt(0) - start + step) % count))
  }
  return text
    .replaceAll(/[a-z]/g, from('a', 26))
    .replaceAll(/[A-Z]/g, from('A', 26))
    .replaceAll(/[0-9]/g, from('0', 10))
}
