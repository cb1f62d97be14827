/**
 * The kind of value after a label. `value` is a secret only next to a secret; `secret-id` names a secret
 * but is not one; `other` prevents that a neighbour's value is read as one of ours.
 */
export type LabelKind =
  | 'client'
  | 'secret'
  | 'secret-id'
  | 'value'
  | 'tenant'
  | 'issuer'
  | 'host'
  | 'metadata'
  | 'scopes'
  | 'domains'
  | 'other'

const id =
  '(?:ids?(?!\\p{L})|id\\.|identifiers?|identifiant|identificateur|identificador|identificativo|identificatore|identyfikator|identificatie(?:code)?|kennung|guid|uuid)'
const of =
  "(?:[ \\t]+(?:de la|de l[’']|d[’']|de|du|del|della|dell[’']|di|do|da|van(?: het| de)?|des|der|of the|of)[ \\t]*|[ \\t_-]+|)"
const value = '(?:value|wert|valeur|valor|valore|waarde|warto[śs][ćc])'

/** Terms for a secret, in consoles and in people's words; the longer ones first. */
const secretWords = [
  // English, and names of settings
  '(?:oauth[ _-]?|oidc[ _-]?)?client[ _-]?secret(?:[ _-]?key)?',
  '(?:application|app|consumer|api|shared)[ _-]?secret(?:[ _-]?key)?',
  'client[ _-]?(?:password|key)',
  'secret[ _-]?key',
  // German
  'geheime[rnms]? client-?schlüssels?',
  'geheime[rnms]? schlüssels?',
  'client-?geheimschlüssels?',
  'geheimschlüssels?',
  'client-?schlüssels?',
  '(?:client|anwendungs|app)-?geheimnis(?:ses)?',
  'client-?passworts?',
  'client-?kennworts?',
  'geheimnis(?:ses)?',
  // French
  "clé secrète(?: (?:du |de |de l[’'])?(?:client|application))?",
  "secrets? (?:du |de |de l[’']|d[’'])?(?:client|application)",
  '(?:mot de passe|clé|code secret) (?:du |de )?client',
  // Spanish
  'clave secreta(?: (?:del|de la|de) (?:cliente|aplicación))?',
  'secretos? (?:del |de la |de )?(?:cliente|aplicación)',
  '(?:clave|contraseña) (?:del |de )?cliente',
  'secreto',
  // Italian
  "chiave segreta(?: (?:del |della |dell[’'])?(?:client|applicazione))?",
  "segreto (?:del |dell[’'])?(?:client|applicazione)",
  '(?:chiave|password) (?:del )?client',
  'segreto',
  // Portuguese
  'chave secreta(?: (?:do |da )?(?:cliente|client|aplicação|aplicativo))?',
  'segredo (?:do |de |da )?(?:cliente|client|aplicação|aplicativo)',
  '(?:chave|senha|palavra-passe) (?:do |de )?cliente',
  'segredo',
  // Dutch
  'geheime (?:client-?)?sleutel(?: van (?:de )?client)?',
  'client-?(?:geheim|sleutel|wachtwoord)',
  'geheim van (?:de )?(?:client|toepassing)',
  'geheim',
  // Polish
  'klucza? tajn(?:y|ego)(?: (?:klienta|aplikacji))?',
  'tajn(?:y|ego) klucza?(?: klienta)?',
  'wpisu? tajn(?:y|ego)(?: (?:klienta|aplikacji))?',
  'sekretu?(?: klienta)?',
  '(?:hasło|klucz) klienta',
  'secret',
]

const anySecret = `(?:${secretWords.join('|')})`
const about =
  '(?:names?|hints?|descri\\p{L}*|types?|expir\\p{L}*|beschreibung|name|typ|ablauf\\p{L}*|gültig\\p{L}*|läuft|nom|nombre|nome|naam|nazwa|opis|scad\\p{L}*|caduc\\p{L}*|venc\\p{L}*|verloop\\p{L}*|wygasa\\p{L}*)'

/**
 * Labels by kind. The first match is used, so longer labels come first, within a kind and between
 * kinds.
 */
export const labelWords: readonly (readonly [LabelKind, readonly string[]])[] = [
  [
    'secret-id',
    [
      // The ID of a secret, with the words in either order.
      `${anySecret}${of}\\(?${id}\\)?`,
      `${id}${of}\\(?(?:${anySecret}|geheim(?:en|er)? ?(?:client)?schlüssel|tajn\\p{L}*|secret[oa])\\)?`,
      `(?:geheime|secret[oa]|tajn[ya])[ -]${id}`,
      `(?:key|schlüssel|clé|clave|chiave|chave|sleutel|klucza)[ _-]?${id}`,
      `${id} (?:de (?:la )?clé|de (?:la )?clave|della chiave|da chave|van (?:de )?sleutel|klucza)`,
    ],
  ],
  [
    'other',
    [
      `${anySecret}[ _-]${about}`,
      '(?:object|objekt)[ _-]?id',
      `${id}${of}(?:objet|objeto|oggetto|object|obiektu)`,
      'client id issued at',
      '(?:application|app|anwendungs)[ -]?id[ -]?ur[il]',
      "(?:ur[il] (?:de |d[’'])?)?id(?:entifiant)? d[’']application ur[il]",
      'sp entity id',
      'acs url',
      'redirect[ _-]?ur[il]s?',
      'callback[ _-]?ur[il]s?',
      '(?:umleitungs|weiterleitungs|rückruf)-ur[il]s?',
      'ur[il] (?:de |di )?(?:redirection|redireccionamiento|redirección|reindirizzamento|redirecionamento)',
      'omleidings-ur[il]',
      'adres (?:url )?przekierowania',
      'domain name system',
      'description',
      'beschreibung',
      'descripción',
      'descrizione',
      'descrição',
      'beschrijving',
      'opis',
      'expires(?: on)?',
      'expiry(?: date)?',
      'gültig bis',
      'läuft ab(?: am)?',
      'ablaufdatum',
      'expire(?: le)?',
      'expira(?: em| el)?',
      'scadenza',
      'vervalt(?: op)?',
      'verloopt(?: op)?',
      'wygasa',
    ],
  ],
  [
    'host',
    [
      'okta[ _-]?domains?',
      'okta[ _-]?org[ _-]?url',
      'auth0[ _-]?domains?',
      'okta-(?:domäne|domein)',
      '(?:domaine|dominio|domínio|domena) okta',
    ],
  ],
  [
    'secret',
    [
      `${value} (?:of the |des |du |de la |del |della |do |da |van (?:het |de )?|)${anySecret}(?!${of}\\(?${id})`,
      `${anySecret}(?:[ _-]*[([–-]?[ _-]*${value}[)\\]]?)?(?!${of}\\(?${id}(?!\\p{L}))`,
    ],
  ],
  ['value', [value]],
  [
    'tenant',
    [
      '(?:directory|verzeichnis-?|map-?|directory-?) ?\\((?:tenant|mandant|mandanten-?)\\)[ -]?id',
      '(?:directory|verzeichnis|map)[ _-]?id(?: \\((?:tenant|mandant(?:en-?id)?)\\))?',
      `${id}${of}(?:annuaire|répertoire|directorio|directory|diretório|katalogu|map)(?: \\((?:locataire|inquilino|tenant|locatário|dzierżawy|dzierżawcy)\\))?`,
      `${id}${of}(?:locataire|inquilino|tenant|locatário|dzierżawy|dzierżawcy|mandanten)`,
      'mandanten-?id',
      '(?:microsoft|azure|entra|ad)[ _-]tenant(?:[ _-]?id)?',
      'tenant[ _-]?id',
      'tenant',
      'locataire',
      'inquilino',
      'dzierżawa',
    ],
  ],
  [
    'client',
    [
      'application \\(client\\)[ -]id',
      '(?<![?&])(?:anwendungs|toepassings|app)-? ?(?:\\(client-?\\)-?)?id(?: \\(client\\))?',
      `${id}${of}(?:application|applicazione|aplicación|aplicação|aplicativo|aplikacji|toepassing|app|anwendung) \\((?:du |de |del |do )?(?:client|cliente|klienta)\\)`,
      '(?:oauth[ _-]?|oidc[ _-]?)?client[ _-]?id(?:entifier)?',
      'client-kennung',
      'consumer[ _-]?key',
      `${id}${of}(?:cliente|client|klienta)`,
      'application[ _-]?id',
      `${id}${of}(?:application|applicazione|aplicación|aplicação|aplicativo|aplikacji|toepassing)`,
      // In an address it names the application that the metadata belongs to.
      '(?<![?&])app[ _-]?id',
      'services id',
    ],
  ],
  [
    'metadata',
    [
      '(?:app[ -]?)?federation[ _-]?metadata(?:[ _-]?url| xml)?',
      '(?:(?:idp|saml)[ _-]?)?metadata[ _-]?(?:xml)?(?:[ _-]?ur[il]| link| address| file)?',
      '(?:app-?)?verbundmetadaten(?:-url)?',
      '(?:idp-|saml-)?metadaten(?:-url|-link|-adresse)?',
      '(?:ur[il] des |lien des |adresse des )?métadonnées(?: saml| de fédération)?',
      '(?:ur[il] de )?(?:los )?metadatos(?: saml| de federación)?',
      '(?:ur[il] dei )?metadati(?: saml| federazione)?',
      '(?:ur[il] d[oe]s? )?metadados(?: saml| de federação)?',
      '(?:saml-|federatie)?metagegevens(?:-url)?',
      '(?:adres (?:url )?)?metadan(?:e|ych)(?: saml| federacji)?',
    ],
  ],
  [
    'issuer',
    [
      'openid[ -]connect (?:provider|discovery|metadata)(?: url| document)?',
      'openid[ _-]?(?:configuration|konfiguration|config)(?:[ _-]?(?:url|document|dokument))?',
      '(?:oidc[ _-]?)?discovery[ _-]?(?:document|endpoint|dokument)?(?:[ _-]?url)?',
      'well-known(?: url| endpoint)?',
      '(?:oidc[ _-]?)?issuer(?:[ _-]?ur[li]| \\(iss\\)|[ _-]?id(?:entifier)?)?',
      'authority(?:[ _-]url)?',
      'provider[ _-]?url',
      'aussteller(?:-url|-adresse|kennung)?',
      'erkennungs-?url',
      "(?:ur[il] de l[’'])?émetteur",
      'ur[il] de (?:découverte|descubrimiento|descoberta)',
      '(?:ur[il] del )?emisor',
      "(?:ur[il] (?:dell[’'])?)?(?:emittente|autorità emittente)",
      'ur[il] (?:di )?(?:individuazione|discovery)',
      '(?:ur[il] do )?emissor',
      '(?:ur[il] van )?(?:de )?(?:uitgever|verlener)(?:-url)?',
      '(?:adres (?:url )?|ur[il] )?wystawc[ay]',
    ],
  ],
  [
    'scopes',
    [
      '(?:oidc[ _-]?)?scopes?',
      'bereiche',
      'berechtigungen',
      'étendues',
      'portées',
      'ámbitos',
      'alcances',
      'permisos',
      'ambiti',
      'autorizzazioni',
      'escopos',
      'âmbitos',
      'permissões',
      'bereiken',
      'machtigingen',
      'zakresy?',
      'uprawnienia',
    ],
  ],
  [
    'domains',
    [
      '(?:e-?mail[ _-])?domains?',
      '(?:e-?mail-)?(?:domänen?|domeinen?|domein)',
      'e-?maildomein(?:en)?',
      'domaines?(?: de messagerie| e-?mail)?',
      'domini(?:os?)?(?: de correo| e-?mail| di posta)?',
      'domínios?(?: de e-?mail)?',
      'domen[ya](?: pocztow[ea]| e-?mail)?',
    ],
  ],
]
