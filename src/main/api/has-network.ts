import { Resolver } from 'node:dns/promises'
import { networkInterfaces } from 'node:os'

/** Answers of a name server that works, whatever became of the name. */
const answers = /^(ENOTFOUND|ENODATA|ESERVFAIL|EREFUSED|EFORMERR|ENOTIMP|EBADRESP)$/
/** Milliseconds. */
const patience = 1500

export interface NetworkFacts {
  readonly interfaces: typeof networkInterfaces
  /** Like `dns.resolve4`. */
  readonly ask: (host: string) => Promise<unknown>
}

const ofSystem: NetworkFacts = {
  interfaces: networkInterfaces,
  ask: (host) => new Resolver({ timeout: patience, tries: 1 }).resolve4(host),
}

async function isAnswered(host: string, ask: NetworkFacts['ask']): Promise<boolean> {
  try {
    await ask(host)
    return true
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return answers.test(code)
  }
}

/**
 * Without a network no name resolves; systems say `EAI_AGAIN` then and for a failing name server.
 */
export async function hasNetwork(
  host: string,
  codes: readonly string[],
  { interfaces, ask }: NetworkFacts = ofSystem,
): Promise<boolean> {
  const all = Object.values(interfaces()).flatMap((each) => each ?? [])
  if (!all.some(({ internal }) => !internal)) return false
  return codes.includes('EAI_AGAIN') ? isAnswered(host, ask) : true
}
