/** Minimum secret length: a short secret may be an ordinary label that is written back. */
const shortest = 12

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)

/** A text's base64 characters at each of three alignments. */
function inBase64(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const whole = Math.floor(((before + bytes.length) * 8) / 6)
    const own = encoded.slice(Math.ceil((before * 8) / 6), whole)
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Forms of a secret in answers: raw, by line, URL, JSON, base64. */
function formsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim())
  const parts = [secret, secret.trim(), ...(lines.length > 1 ? lines : [])]
  return parts
    .filter((part) => part.length >= shortest && !/^-----[A-Z0-9 ]+-----$/.test(part))
    .flatMap((part) => [
      part,
      encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\ufffd')),
      JSON.stringify(part).slice(1, -1),
      ...inBase64(part),
    ])
}

/** One pattern for all secrets; `undefined` if none is long enough. */
export function answerPattern(secrets: Iterable<string>): RegExp | undefined {
  const forms = [...new Set([...secrets].flatMap(formsOf))].toSorted(
    (one, other) => other.length - one.length,
  )
  return forms.length === 0 ? undefined : new RegExp(forms.map(escaped).join('|'), 'g')
}

/** Replaces matches by `hidden` in texts; keeps member names, `exempt` ones and equal objects. */
export function hideMatches(
  value: unknown,
  pattern: RegExp,
  hidden: string,
  exempt: ReadonlySet<string>,
): unknown {
  if (typeof value === 'string') {
    // No form is shorter, and half of all texts are.
    return value.length < shortest ? value : value.replace(pattern, hidden)
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    let changed: unknown[] | undefined
    for (let at = 0; at < items.length; at += 1) {
      const next = hideMatches(items[at], pattern, hidden, exempt)
      if (next === items[at]) continue
      changed ??= [...items]
      changed[at] = next
    }
    return changed ?? value
  }
  let changed: Record<string, unknown> | undefined
  for (const name of Object.keys(value)) {
    if (exempt.has(name)) continue
    const item: unknown = Reflect.get(value, name)
    const next = hideMatches(item, pattern, hidden, exempt)
    if (next === item) continue
    changed ??= { ...value }
    Object.defineProperty(changed, name, {
      value: next,
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
  return changed ?? value
}
