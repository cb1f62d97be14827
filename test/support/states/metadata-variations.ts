/** Metadata in the style of Okta with one change; each is a document that somebody could paste. */
export interface Variation {
  readonly name: string
  readonly xml: string
}

const begin = '-----BEGIN CERTIFICATE-----'
const end = '-----END CERTIFICATE-----'
const certificateText = /(X509Certificate>)([^<]+)(<)/
const firstRole = /<(?:\w+:)?IDPSSODescriptor[\s\S]*?<\/(?:\w+:)?IDPSSODescriptor>/
const key = (use: string, content: string) =>
  `<KeyDescriptor${use}><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">${content}</KeyInfo></KeyDescriptor>`
const data = (...certificates: string[]) =>
  `<X509Data>${certificates.map((text) => `<X509Certificate>${text}</X509Certificate>`).join('')}</X509Data>`

/** Changes of a document with one signing key, POST and Redirect. */
export function variationsOf(base: string, otherCertificate: string): Variation[] {
  const flat = (certificateText.exec(base)?.[2] ?? '').replace(/\s/g, '')
  const other = otherCertificate.replace(/\s/g, '')
  const lines = flat.match(/.{1,64}/g) ?? []
  const certificate = (text: string) => base.replace(certificateText, (_, a, __, b) => a + text + b)
  const inRole = (text: string) => base.replace(/<(?:\w+:)?IDPSSODescriptor/, (tag) => text + tag)
  const withKey = (text: string) =>
    base.replace(/<(?:\w+:)?SingleSignOnService/, (tag) => text + tag)
  const address = (location: string) =>
    base.replaceAll(/Location="[^"]*"/g, `Location="${location}"`)
  const service = (text: string) =>
    base.replace(/<\/(?:\w+:)?IDPSSODescriptor>/, (tag) => `<SingleSignOnService ${text}/>${tag}`)
  const binding = (name: string) => `Binding="urn:oasis:names:tc:SAML:2.0:bindings:${name}"`
  const noUse = base.replace(' use="signing"', '')
  const role = firstRole.exec(base)?.[0] ?? ''
  const secondRole = (text: string) => base.replace(role, () => role + text)
  const noPost = base.replaceAll(/bindings:HTTP-POST/g, 'bindings:HTTP-Redirect')
  const all: Record<string, string> = {
    unchanged: base,
    'a byte order mark': `\uFEFF${base}`,
    'a list around it': `<EntitiesDescriptor>${base.replace(/^\uFEFF?<\?xml[^>]*\?>/, '')}</EntitiesDescriptor>`,
    'SOAP alone': base.replaceAll(/bindings:HTTP-(POST|Redirect)/g, 'bindings:SOAP'),
    'POST-SimpleSign alone': base.replaceAll(/HTTP-(POST|Redirect)"/g, 'HTTP-POST-SimpleSign"'),
    'bindings by their last word': base.replaceAll(/urn:oasis[^"]*bindings:/g, ''),
    'bindings with a blank behind': base.replaceAll(/(bindings:HTTP-\w+)"/g, '$1 "'),
    'no bindings': base.replaceAll(/ Binding="[^"]*"/g, ''),
    'bindings in small letters': base.replaceAll(/HTTP-(POST|Redirect)"/g, (text) =>
      text.toLowerCase(),
    ),
    'a relative address': address('/sso'),
    'a relative address without slash': address('sso/saml'),
    'an address without scheme': address('idp.example/sso'),
    'an address without scheme and with port': address('idp.example:8443/sso'),
    'an address that begins with two slashes': address('//idp.example/sso'),
    'an ftp address': address('ftp://idp.example/sso'),
    'a mailto address': address('mailto:a@idp.example'),
    'an urn': address('urn:example:sso'),
    'an address with a blank in its host': address('https://idp example/sso'),
    'an address with a blank in its path': address('https://idp.example/sign on'),
    'an address without host': address('https:///'),
    'an address with nothing but a scheme': address('https://'),
    'an address with a wrong port': address('https://idp.example:99999/sso'),
    'an address with spaces around it': address(' https://idp.example/sso '),
    'an http address': address('http://idp.example/sso'),
    'an address in capitals': address('HTTPS://IDP.EXAMPLE/SSO'),
    'an address with port, user, query and fragment': address(
      'https://a:b@idp.example:8443/s?a=b&amp;c=d#e',
    ),
    'an address with umlauts': address('https://münchen.example/anmeldung/ü'),
    'an IPv6 address': address('https://[::1]:8443/sso'),
    localhost: address('http://localhost:8080/sso'),
    'an unescaped & in an address': address('https://idp.example/sso?a=b&c=d'),
    'a Location that is empty': address(''),
    'a Location that is blank': address(' '),
    'a later Redirect without Location': service(binding('HTTP-Redirect')),
    'a later Redirect without Location, and no POST': noPost.replace(
      /<\/(?:\w+:)?IDPSSODescriptor>/,
      (tag) => `<SingleSignOnService ${binding('HTTP-Redirect')}/>${tag}`,
    ),
    'a later Redirect with an empty Location, and no POST': noPost.replace(
      /<\/(?:\w+:)?IDPSSODescriptor>/,
      (tag) => `<SingleSignOnService ${binding('HTTP-Redirect')} Location=""/>${tag}`,
    ),
    'a later POST at another address': service(
      `${binding('HTTP-POST')} Location="https://later.example/sso"`,
    ),
    'a later POST at a relative address': service(`${binding('HTTP-POST')} Location="/sso"`),
    'a later SOAP at a relative address': service(`${binding('SOAP')} Location="/sso"`),
    'no padding': certificate(flat.replace(/=+$/, '')),
    'too much padding': certificate(`${flat}==`),
    'a no-break space inside': certificate(`${flat.slice(0, 64)}\u00A0${flat.slice(64)}`),
    'no-break spaces for line breaks': certificate(lines.join('\u00A0')),
    'no-break spaces around': certificate(`\u00A0${flat}\u00A0`),
    'a no-break space as an entity': certificate(`${flat.slice(0, 64)}&nbsp;${flat.slice(64)}`),
    'a zero-width space': certificate(`${flat.slice(0, 64)}\u200B${flat.slice(64)}`),
    'an ideographic space': certificate(`${flat.slice(0, 64)}\u3000${flat.slice(64)}`),
    'one long line': certificate(flat),
    'lines of 76': certificate((flat.match(/.{1,76}/g) ?? []).join('\n')),
    'indented lines': certificate(`\n      ${lines.join('\n      ')}\n    `),
    tabs: certificate(`\n\t${lines.join('\n\t')}\n`),
    'spaces for line breaks': certificate(lines.join(' ')),
    'Windows line ends': certificate(lines.join('\r\n')),
    'carriage returns as references': certificate(lines.join('&#13;\n')),
    'an empty line inside': certificate([...lines.slice(0, 5), '', ...lines.slice(5)].join('\n')),
    'empty lines between all': certificate(lines.join('\n\n')),
    'both PEM lines': certificate([begin, ...lines, end].join('\n')),
    'both PEM lines around one long line': certificate([begin, flat, end].join('\n')),
    'both PEM lines, indented content': certificate(
      [begin, ...lines.map((line) => `  ${line}`), end].join('\n'),
    ),
    'both PEM lines and Windows line ends': certificate([begin, ...lines, end].join('\r\n')),
    'both PEM lines and an empty line behind the first': certificate(
      [begin, '', ...lines, end].join('\n'),
    ),
    'both PEM lines and an empty line before the last': certificate(
      [begin, ...lines, '', end].join('\n'),
    ),
    'both PEM lines, all of it indented': certificate(
      `\n  ${[begin, ...lines, end].join('\n  ')}\n`,
    ),
    'both PEM lines on one line': certificate(begin + flat + end),
    'both PEM lines with spaces behind': certificate(
      [`${begin}  `, ...lines, `${end}  `].join('\n'),
    ),
    'both PEM lines behind other text': certificate(
      ['Bag Attributes', begin, ...lines, end].join('\n'),
    ),
    'two PEM certificates': certificate([begin, ...lines, end, begin, other, end].join('\n')),
    'the first PEM line alone': certificate([begin, ...lines].join('\n')),
    'the last PEM line alone': certificate([...lines, end].join('\n')),
    'PEM lines of a key': certificate(
      ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----'].join('\n'),
    ),
    'an empty certificate': certificate(''),
    'a blank certificate': certificate('  '),
    'a certificate of noise': certificate('AAAA'),
    'a cut certificate': certificate(flat.slice(0, 400)),
    'base64 for addresses': certificate(flat.replaceAll('+', '-').replaceAll('/', '_')),
    'a comma inside': certificate(`${flat.slice(0, 64)},${flat.slice(64)}`),
    'bytes behind the certificate': certificate(
      Buffer.concat([Buffer.from(flat, 'base64'), Buffer.from([1, 2, 3])]).toString('base64'),
    ),
    'a comment in the certificate': certificate(`${flat.slice(0, 64)}<!-- a -->${flat.slice(64)}`),
    CDATA: certificate(`<![CDATA[${flat}]]>`),
    'an element in the certificate': certificate(`<a/>${flat}`),
    'an attribute at the certificate': base.replace(/(<[\w:]*X509Certificate)>/, '$1 Id="a">'),
    'a declaration at the certificate': base.replace(
      /(<[\w:]*X509Certificate)>/,
      '$1 xmlns:x="urn:x">',
    ),
    'a broken encryption key': withKey(key(' use="encryption"', data('AAAA'))),
    'an encryption key with PEM': withKey(key(' use="encryption"', data(`${begin}\n${other}`))),
    'an encryption key with an attribute at its certificate': withKey(
      key(
        ' use="encryption"',
        '<X509Data><X509Certificate Id="a">AAAA</X509Certificate></X509Data>',
      ),
    ),
    'a good encryption key': withKey(key(' use="encryption"', data(other))),
    'an empty encryption key': withKey('<KeyDescriptor use="encryption"/>'),
    'a further certificate in the same data': base.replace(
      /<\/(\w+:)?X509Certificate>/,
      (tag) => `${tag}<X509Certificate>${other}</X509Certificate>`,
    ),
    'a broken further certificate': base.replace(
      /<\/(\w+:)?X509Certificate>/,
      (tag) => `${tag}<X509Certificate>AAAA</X509Certificate>`,
    ),
    'a further certificate in other data': base.replace(
      /<\/(\w+:)?X509Data>/,
      (tag) => tag + data(other),
    ),
    'a further certificate in another KeyInfo': base.replace(
      /<\/(\w+:)?KeyInfo>/,
      (tag) => `${tag}<KeyInfo>${data('AAAA')}</KeyInfo>`,
    ),
    'data without certificate before': base.replace(
      /<(\w+:)?X509Data>/,
      (tag) => `<X509Data><X509SubjectName>CN=a</X509SubjectName></X509Data>${tag}`,
    ),
    'KeyInfo without data before': base.replace(/<(\w+:)?KeyInfo/, (tag) => `<KeyInfo/>${tag}`),
    'a second signing key': withKey(key(' use="signing"', data(other))),
    'a broken second signing key': withKey(key(' use="signing"', data('AAAA'))),
    'a second signing key without certificate': withKey(
      key(' use="signing"', '<KeyName>a</KeyName>'),
    ),
    'a key without use beside': withKey(key('', data(other))),
    'a broken key without use beside': withKey(key('', data('AAAA'))),
    'one key without use': noUse,
    'one key without use and an encryption key': noUse.replace(
      /<(?:\w+:)?SingleSignOnService/,
      (tag) => key(' use="encryption"', data(other)) + tag,
    ),
    'one key without use and a broken encryption key': noUse.replace(
      /<(?:\w+:)?SingleSignOnService/,
      (tag) => key(' use="encryption"', data('AAAA')) + tag,
    ),
    'a signing key without certificate and one without use': base
      .replace(certificateText, '$1$3')
      .replace(/<(?:\w+:)?SingleSignOnService/, (tag) => key('', data(other)) + tag),
    'use with a capital': base.replace('use="signing"', 'use="Signing"'),
    'use with a blank': base.replace('use="signing"', 'use=" signing"'),
    'an encryption key alone': base.replace('use="signing"', 'use="encryption"'),
    'no key': base.replace(/<(?:\w+:)?KeyDescriptor[\s\S]*<\/(?:\w+:)?KeyDescriptor>/, ''),
    'the same twice': withKey(key(' use="signing"', data(flat))),
    'two IdP descriptors': secondRole(
      role
        .replaceAll(/Location="[^"]*"/g, 'Location="https://second.example/sso"')
        .replace(certificateText, `$1${other}$3`),
    ),
    'a second IdP descriptor without key': secondRole(
      `<IDPSSODescriptor><SingleSignOnService ${binding('HTTP-POST')} Location="https://second.example/sso"/></IDPSSODescriptor>`,
    ),
    'a second IdP descriptor that is empty': secondRole('<IDPSSODescriptor/>'),
    'a second IdP descriptor of SAML 1.1': secondRole(
      role.replace('SAML:2.0:protocol', 'SAML:1.1:protocol'),
    ),
    'a descriptor of another role': secondRole(
      '<AttributeAuthorityDescriptor><KeyDescriptor/></AttributeAuthorityDescriptor>',
    ),
    'an SP descriptor beside': secondRole(
      `<SPSSODescriptor><AssertionConsumerService ${binding('HTTP-POST')} Location="/acs"/></SPSSODescriptor>`,
    ),
    'an unescaped & in errorURL': base.replace(
      /<(?:\w+:)?IDPSSODescriptor/,
      '$& errorURL="https://a.example/?a=1&b=2"',
    ),
    'an unescaped < in errorURL': base.replace(
      /<(?:\w+:)?IDPSSODescriptor/,
      '$& errorURL="https://a.example/?a=<b>&c"',
    ),
    'an unescaped & in errorURL in single quotes': base.replace(
      /<(?:\w+:)?IDPSSODescriptor/,
      "$& errorURL='https://a.example/?a=1&b=2'",
    ),
    'an unescaped & in errorURL over two lines': base.replace(
      /<(?:\w+:)?IDPSSODescriptor/,
      '$& errorURL="https://a.example/?a=1\n&b=2"',
    ),
    'an errorURL that is escaped': base.replace(
      /<(?:\w+:)?IDPSSODescriptor/,
      '$& errorURL="https://a.example/?a=1&amp;b=2"',
    ),
    'an unescaped & in text': inRole('R & D'),
    'HTML entities': inRole('&nbsp;&eacute;&copy;&hellip;&Omega;'),
    'an unknown entity': inRole('&company;'),
    'entities of XML': inRole('&lt;&gt;&amp;&quot;&apos;&#228;&#xe4;'),
    'no declarations of prefixes': base.replaceAll(/ xmlns(?::\w+)?="[^"]*"/g, ''),
    'other namespaces': base.replaceAll(/ (xmlns(?::\w+)?)="[^"]*"/g, ' $1="urn:x"'),
    'no prefixes': base.replaceAll(/(<\/?)\w+:/g, '$1'),
    'other prefixes': base.replaceAll(/(<\/?)\w+:/g, '$1q.1-z:'),
    'two colons': base.replaceAll(/(<\/?)(\w+:)?(KeyDescriptor)/g, '$1a:b:$3'),
    'names in small letters': base.replaceAll('IDPSSODescriptor', 'idpssodescriptor'),
    'a prefix at entityID': base.replace(' entityID=', ' md:entityID='),
    'an empty entityID': base.replace(/entityID="[^"]*"/, 'entityID=""'),
    'a comment before the declaration': `<!-- exported -->\n${base.replace(/^\uFEFF/, '')}`,
    'several comments before the declaration': `<!-- a --><!-- b -->\n<!-- c -->${base.replace(/^\uFEFF/, '')}`,
    'text after the root': `${base}\nRegards, Ann`,
    'text with & after the root': `${base}\nAnn & Bob <`,
    'an end tag after the root': `${base}</a>`,
    'a comment after the root': `${base}<!-- a -->`,
    'CDATA after the root': `${base}<![CDATA[a]]>`,
    'text before the root': `Hello ${base.replace(/^\uFEFF?<\?xml[^>]*\?>/, '')}`,
    'no end': base.replace(/<\/(?:\w+:)?EntityDescriptor>\s*$/, ''),
    'a wrong end': base.replace(/<\/(?:\w+:)?EntityDescriptor>\s*$/, '</a>'),
    'a processing instruction': inRole('<?xml-stylesheet href="a"?>'),
    'a second root': `${base}<a/>`,
    'itself twice': base + base.replace(/^\uFEFF?<\?xml[^>]*\?>/, ''),
    'a DOCTYPE': base.replace(/^(\uFEFF?<\?xml[^>]*\?>)?/, '$1<!DOCTYPE EntityDescriptor>'),
    'an attribute twice': base.replace(' entityID=', ' entityID="x" entityID='),
    'a control character': inRole('\u0001'),
    'a < in an attribute': base.replace(/entityID="/, 'entityID="<'),
    'an end of CDATA in text': inRole(']]>'),
    'a declaration inside': inRole('<?xml version="1.0"?>'),
  }
  return Object.entries(all).map(([name, xml]) => ({ name, xml }))
}
