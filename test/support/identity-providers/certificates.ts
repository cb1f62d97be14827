import { generate } from 'selfsigned'

/** A certificate and its private key, both as PEM. */
export interface KeyAndCertificate {
  readonly key: string
  readonly certificate: string
}

export interface CertificateWishes {
  /** Its host names and IP addresses. */
  readonly hosts?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** A certificate authority for a test, which is only trusted if configured. */
export interface TestAuthority {
  /** Its own certificate, as PEM. */
  readonly certificate: string
  issue(wishes?: CertificateWishes): Promise<KeyAndCertificate>
}

const usualHosts = ['localhost', '127.0.0.1', 'idp.test', 'moved.test']
const day = 24 * 60 * 60 * 1000

const inDays = (count: number) => new Date(Date.now() + count * day)

function nameOf(host: string) {
  return /^[\d.]+$/.test(host)
    ? ({ type: 7, ip: host } as const)
    : ({ type: 2, value: host } as const)
}

export async function createAuthority(name = 'Workbench Test Authority'): Promise<TestAuthority> {
  const own = await generate([{ name: 'organizationName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: inDays(-400),
    notAfterDate: inDays(3650),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return {
    certificate: own.cert,
    async issue({ hosts = usualHosts, notBefore = inDays(-1), notAfter = inDays(90) } = {}) {
      const made = await generate([{ name: 'commonName', value: hosts[0] ?? 'nobody' }], {
        keyType: 'ec',
        algorithm: 'sha256',
        notBeforeDate: notBefore,
        notAfterDate: notAfter,
        ca: { key: own.private, cert: own.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true, critical: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: hosts.map(nameOf) },
        ],
      })
      return { key: made.private, certificate: made.cert }
    },
  }
}

/** A self-signed certificate. RSA, as identity providers sign with. */
export async function selfSigned(wishes: CertificateWishes = {}): Promise<KeyAndCertificate> {
  const { hosts = usualHosts, notBefore = inDays(-1), notAfter = inDays(90) } = wishes
  const made = await generate([{ name: 'commonName', value: hosts[0] ?? 'nobody' }], {
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: notBefore,
    notAfterDate: notAfter,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: hosts.map(nameOf) },
    ],
  })
  return { key: made.private, certificate: made.cert }
}
