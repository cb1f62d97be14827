import { chmod, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom, seed } from './size'

const allKinds = [
  'cut to its first byte',
  'cut in the middle',
  'cut near its end',
  'cut by its last byte',
  'emptied',
  'filled with noise',
  'with noise in its middle',
  'replaced by a folder',
  'made unreadable',
] as const
export type DamageKind = (typeof allKinds)[number]

/** Root reads everything, so there only an ordinary user, as the suites are run, tests that one. */
export const damageKinds: readonly DamageKind[] = allKinds.filter(
  (kind) =>
    kind !== 'made unreadable' || (process.getuid?.() !== 0 && process.platform !== 'win32'),
)

const cuts: Partial<Record<DamageKind, (length: number) => number>> = {
  'cut to its first byte': () => 1,
  'cut in the middle': (length) => Math.floor(length / 2),
  'cut near its end': (length) => Math.max(0, length - 5),
  'cut by its last byte': (length) => Math.max(0, length - 1),
  emptied: () => 0,
}

function noise(length: number): Buffer {
  const random = createRandom(seed)
  return Buffer.from(Array.from({ length }, () => random.below(256)))
}

export interface Damage {
  /** What is worth keeping of the file; absent where none of its own bytes are left. */
  readonly bytes?: Buffer
  /** Makes readable again what was made unreadable, so that it can be looked at. */
  mend(): Promise<void>
}

/** Damages one file. */
export async function damageTo(path: string, kind: DamageKind): Promise<Damage> {
  const whole = await readFile(path)
  const kept = async (bytes: Buffer): Promise<Damage> => {
    await writeFile(path, bytes)
    return { bytes, mend: () => Promise.resolve() }
  }
  const cut = cuts[kind]?.(whole.length)
  if (cut !== undefined) {
    await truncate(path, cut)
    const bytes = whole.subarray(0, cut)
    return { ...(cut > 1 ? { bytes } : {}), mend: () => Promise.resolve() }
  }
  if (kind === 'with noise in its middle') {
    const middle = Math.floor(whole.length / 2)
    const bytes = Buffer.from(whole)
    bytes.set(noise(Math.min(16, whole.length - middle)), middle)
    return kept(bytes)
  }
  if (kind === 'replaced by a folder') {
    const inside = Buffer.from('what somebody put there')
    await rm(path)
    await mkdir(path)
    await writeFile(join(path, 'inside.txt'), inside)
    return { bytes: inside, mend: () => Promise.resolve() }
  }
  if (kind === 'made unreadable') {
    await chmod(path, 0o000)
    // By then it may have been set aside under another name, which stays as unreadable.
    return { mend: () => chmod(path, 0o600).catch(() => undefined) }
  }
  return kept(noise(whole.length))
}
