/** Names of environments in eight languages, one row each; longer names come before their parts. */
const rows: readonly (readonly [string, string])[] = [
  [
    'pre-production',
    'pre-?prod(?:uction|uktion)?|vorproduktion|préproduction|pre-?producción|pre-?produzione|pré-?produção|pre-?productie|przedprodukcyjn\\p{L}+|non-?prod(?:uction)?|nicht-?produktiv',
  ],
  [
    'production',
    'production|produktion|produktiv(?:-?system|-?umgebung|-?mandant(?:en)?|-?tenant|e[nrs]?)?|prod|prd|live(?:-?system|-?umgebung)?|echtbetrieb|producción|produzione|produção|productie(?:omgeving)?|produkcj[aię]|produkcyjn\\p{L}+',
  ],
  ['staging', 'staging|stage|stg'],
  [
    'acceptance',
    'uat|user acceptance(?: test(?:ing)?)?|acceptance|abnahme(?:system|umgebung)?|recette|aceptación|collaudo|homologação|homologación|acceptatie(?:omgeving)?|akceptacyjn\\p{L}+',
  ],
  [
    'test',
    'tests?|testing|test-?(?:system|umgebung|mandant(?:en)?|tenant|instanz|omgeving)|qa|quality assurance|pruebas|testes|testow\\p{L}+',
  ],
  [
    'development',
    'dev|develop(?:ment)?|entwicklung(?:ssystem|sumgebung)?|développement|desarrollo|sviluppo|desenvolvimento|ontwikkel(?:ing|omgeving)|rozwojow\\p{L}+|dewelopersk\\p{L}+',
  ],
  ['sandbox', 'sandbox|bac à sable'],
  ['demo', 'demo'],
  [
    'integration',
    'integration(?:ssystem|sumgebung)?|intégration|integración|integrazione|integração|integratie|integracyjn\\p{L}+',
  ],
]

const all = rows.map(([, words]) => `(${words})`).join('|')
/** A part of a host name, a path or an identifier does not name an environment. */
const edge = '[\\p{L}\\p{N}@/.:-]'
const pattern = new RegExp(`(?<!${edge})(?:${all})(?!${edge.replace('.:', '')}|[.:]\\S)`, 'giu')

/** Source of a pattern, without groups, for the name of an environment. */
export const environmentSource = `(?:${rows.map(([, words]) => words).join('|')})`

/** The environments that a short text names, each once. */
export function environmentsIn(text: string): string[] {
  const found = new Set<string>()
  const start = text.slice(0, 300)
  pattern.lastIndex = 0
  for (let match = pattern.exec(start); match; match = pattern.exec(start)) {
    const group = match.slice(1).findIndex((part) => part !== undefined)
    found.add(rows[group]?.[0] ?? '')
  }
  return [...found]
}

/** The one environment named in a short text such as a cell or a heading; none if there are several. */
export function environmentOf(text: string): string | undefined {
  if (text.length > 100) return undefined
  const found = environmentsIn(text)
  return found.length === 1 ? found[0] : undefined
}
