/** What a label announces. `other` keeps a neighbour's value from being taken for one of ours. */
export type LabelKind =
  'client' | 'secret' | 'tenant' | 'issuer' | 'host' | 'metadata' | 'scopes' | 'domains' | 'other'

/**
 * Labels as consoles and people write them in English, German, French and Spanish. Within a kind and
 * between kinds the longer one stands first, since the first that fits is taken.
 */
const words: readonly (readonly [LabelKind, readonly string[]])[] = [
  [
    'other',
    [
      'client secret id',
      'secret id',
      'geheimnis-id',
      'object id',
      'objekt-id',
      'client secret expir(?:es|y|ation)',
      'client id issued at',
      'sp entity id',
      'acs url',
      'redirect ur[il]s?',
      'callback urls?',
      'umleitungs-ur[il]s?',
      'weiterleitungs-ur[il]s?',
      'url de redirection',
      'domain name system',
    ],
  ],
  ['host', ['okta[ -]domains?', 'okta org url', 'auth0[ -]domains?', 'okta-domäne']],
  [
    'secret',
    [
      'client[ _-]?secret(?: value)?',
      'geheimer client-?schlüssel(?: \\(wert\\))?',
      'geheimer clientschlüssel',
      'client-?geheimnis',
      'application secret',
      'app secret',
      'secret value',
      'secret (?:du )?client',
      'clé secrète(?: du client)?',
      'secreto (?:del|de) cliente',
      'secreto',
      'geheimnis',
      'secret',
    ],
  ],
  [
    'tenant',
    [
      'directory \\(tenant\\) id',
      'directory id',
      'verzeichnis-?id \\(mandant\\)',
      'verzeichnis-?\\(mandanten-?\\)-?id',
      'mandanten-?id',
      "id de l['’]annuaire \\(locataire\\)",
      'id d[ue] locataire',
      'id de directorio \\(inquilino\\)',
      'id de(?:l)? inquilino',
      'microsoft tenant',
      'azure tenant',
      'tenant[ _-]?id',
      'tenant',
    ],
  ],
  [
    'client',
    [
      'application \\(client\\) id',
      'anwendungs-?id \\(client\\)',
      'anwendungs-?\\(client-?\\)-?id',
      "id d['’]application \\(client\\)",
      'id de (?:la )?aplicación \\(cliente\\)',
      '(?:oauth |oidc )?client[ _-]?id(?:entifier)?',
      'client-kennung',
      'identifiant (?:du )?client',
      'id (?:du )?client',
      'id de(?:l)? cliente',
      'identificador de(?:l)? cliente',
      'application id',
      'anwendungs-?id',
      "id d['’]application",
      'app id',
      'services id',
    ],
  ],
  [
    'metadata',
    [
      '(?:app )?federation metadata(?: url| xml)?',
      '(?:idp |saml )?metadata(?: xml)?(?: url| link| address| file)?',
      'verbundmetadaten(?:-url)?',
      '(?:idp-|saml-)?metadaten(?:-url|-link|-adresse)?',
      '(?:url des |lien des )?métadonnées(?: saml)?',
      '(?:url de )?(?:los )?metadatos(?: saml)?',
    ],
  ],
  [
    'issuer',
    [
      'openid[ -]connect (?:provider|discovery|metadata)(?: url| document)?',
      'openid configuration(?: url)?',
      'discovery(?: document| endpoint)?(?:[ -]url)?',
      'well-known(?: url| endpoint)?',
      'issuer(?:[ -]?ur[li]| \\(iss\\))?',
      'authority(?: url)?',
      'provider url',
      'aussteller(?:-url|-adresse)?',
      "(?:url de l['’])?émetteur",
      '(?:url del )?emisor',
    ],
  ],
  [
    'scopes',
    [
      'scopes?',
      'bereiche',
      'berechtigungen',
      'étendues',
      'portées',
      'ámbitos',
      'alcances',
      'permisos',
    ],
  ],
  [
    'domains',
    [
      '(?:e-?mail[ -])?domains?',
      '(?:e-?mail-)?domänen?',
      'domaines?(?: de messagerie)?',
      'dominios?(?: de correo)?',
    ],
  ],
]

const kinds = words.map(([kind]) => kind)
const source = words.map(([, labels]) => `(${labels.join('|')})`).join('|')
const label = new RegExp(String.raw`(?<![\p{L}\p{N}_.@/-])(?:${source})(?![\p{L}\p{N}_])`, 'giu')

/** What may stand between a label and its value. */
const separator =
  /[ \t*_`"'’”»)]{0,20}(?:\([^()\n]{0,40}\)[ \t*_`"'’”»]{0,20})?(?:(:=|[:=|\t→]|->|=>|[–-](?=\s)| {2,}|(?:is|are|ist|sind|lautet|lauten|est|sont|es|son)(?=[ :]):?)[ \t*_`"'‘“„«<([:|]{0,20}|$)/uy

export interface Labelled {
  readonly kind: LabelKind
  /** The label as it was written. */
  readonly label: string
  /** What stands behind the label to the end of the line or to the next label. */
  readonly text: string
  /** Where `text` begins in the whole text. */
  readonly start: number
  /** Whether a word such as “is” separates them, so that a full stop ends the sentence. */
  readonly isSentence: boolean
  /** No separator between label and text, as in “client ID 0oa1…”. */
  readonly isLoose: boolean
  /** The lines behind, for lists and for a value that follows on the next line. */
  readonly below: string
  readonly belowStart: number
}

const maximumLabels = 300
const shownBelow = 600
const maximumText = 4_096

/** The labels of a text in their order, each with what stands behind it. */
export function findLabels(text: string): Labelled[] {
  const matches: { kind: LabelKind; label: string; start: number; end: number }[] = []
  for (const match of text.matchAll(label)) {
    if (matches.length >= maximumLabels) break
    const group = match.slice(1).findIndex((part) => part !== undefined)
    const start = match.index
    matches.push({
      kind: kinds[group] ?? 'other',
      label: match[0],
      start,
      end: start + match[0].length,
    })
  }
  let lineEnd = -1
  return matches.map(({ kind, label: name, end }, index) => {
    // Sought once a line, not once a label.
    if (lineEnd < end) lineEnd = lineEndAfter(text, end)
    const next = matches[index + 1]?.start ?? text.length
    const to = Math.min(lineEnd, next, end + maximumText)
    separator.lastIndex = 0
    const found = separator.exec(text.slice(end, to))
    const start = end + (found?.[0].length ?? 0)
    const belowStart = Math.min(lineEnd + 1, text.length)
    return {
      kind,
      label: name,
      text: text.slice(start, to),
      start,
      isSentence: /^\p{L}/u.test(found?.[1] ?? ''),
      isLoose: found === null,
      below: next < lineEnd ? '' : text.slice(belowStart, belowStart + shownBelow),
      belowStart,
    }
  })
}

function lineEndAfter(text: string, position: number): number {
  const end = text.indexOf('\n', position)
  return end === -1 ? text.length : end
}

const whole = new RegExp(String.raw`^(?:${source})(?:\s?\([^()]{0,40}\))?:?$`, 'iu')

/** Whether a text is a label and nothing else. */
export function isLabel(text: string): boolean {
  return text.length <= 80 && whole.test(text)
}

/** Whether a line holds a label, so that it is no value of the line above. */
export function hasLabel(line: string): boolean {
  return line.slice(0, maximumText).search(label) !== -1
}
