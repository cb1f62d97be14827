/** Certificates made for the demo; their private keys were not kept. */
export const certificates = {
  tidewater: [
    'MIIDITCCAgmgAwIBAgIUWXTWYoImv1rPN5j56+56+pWYO3YwDQYJKoZIhvcNAQELBQAwIDEeMBwGA1UEAwwVc3Nv',
    'LnRpZGV3YXRlci5leGFtcGxlMB4XDTI2MTEyNTEyMzczOVoXDTM2MDMxNzEyMzczOVowIDEeMBwGA1UEAwwVc3Nv',
    'LnRpZGV3YXRlci5leGFtcGxlMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAphOtRKNrFKITp1ev7xBE',
    'NJAPCl2RXl6nhoRwM6fJ/uQhhhbOqNJR0UhKyQC8l9TP9qlJl3GoiysmuazPAr6Hz/ylU6njegfVB34+e7ouLVYC',
    'n8kWVEDXbjspAVWVFFO62Q+8xKPM8j0SAgXclaA8Q7egSg1WBAv8PN8OzakL+bOtJLf3paRbXOvH1Gtg4yXGm89e',
    'IP6vpIKJ1+XX2sxfIFQOXrDwUV9uhJZ8wCNBtSQURXOhiXkYanURJwJl5yciCYpgS2X01jrxQzmbNlfkzHNVaVVI',
    'Yphw/VH3oMkK8JggFLltSx9M6plEF6W2HOGe9N1081vi1lxbyuAIpwH1RwIDAQABo1MwUTAdBgNVHQ4EFgQU2747',
    '0042CvNQt4FpcPcSM3Ecln4wHwYDVR0jBBgwFoAU27470042CvNQt4FpcPcSM3Ecln4wDwYDVR0TAQH/BAUwAwEB',
    '/zANBgkqhkiG9w0BAQsFAAOCAQEAR3KU+VPs/80R/gu1vCtck3wSZQxLFOi7UcsDNKZcGCHIqzFusewKF2gIjHDU',
    'k6aeCZy2DgGG4adzvvVxNSHSVmiq47camhLpOAPiHz9WlMWsBTxQq2O7pKg0UO1pggo7kZCWXdcvqPpdI1ETEmaB',
    'lvDqd8raqHsdPh8flzzcRPM3gGRtteVcf1OGtwum51a+A79E0ba9ZInRTloHFDvAzAT8e4clXmIOJnouTWLdCDmW',
    'uNyBEZFw9f2nmiMHyGxC3shz8bxTJTcXRGrlF+KZR2lYDF0djBYgeYznw5bA6Vg9aGGShcirZSZ+wNwQP4EitVVx',
    'eBy33tFQ3mbi0BH+vQ==',
  ].join('\n'),
  oakfield: [
    'MIIDIzCCAgugAwIBAgIURd3PRmenVNigDjIrlMUQdcUuRaMwDQYJKoZIhvcNAQELBQAwITEfMB0GA1UEAwwWbG9n',
    'aW4ub2FrZmllbGQuZXhhbXBsZTAeFw0yNjExMjUxMjM3NDBaFw0yNjEyMjAxMjM3NDBaMCExHzAdBgNVBAMMFmxv',
    'Z2luLm9ha2ZpZWxkLmV4YW1wbGUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCi8Q5TTN+gwyYqr536',
    'O49YPYUFkhMc6zQ/PG6rywdDxpEq7Q/HV080lhzrzt5pwFQ8Jr6p0bkYpb0rQIHiZfoLgSeVm/WbP7YQ7fJfCUUQ',
    'gwi5hCiennhJrelcZ3vhwf5BsizRjnH4ceC1cElgOKBXoePRPiJBvqgaDASQSQmPhRbkf5lT+rx7KonULvNWNpSx',
    'R2j/ROpA8uLfCiUYg1skF8wVGvHH8GsvCeudYsCd/O5m/sEA5A2xxS7ds00ZjxCpYtRzObYQBi2UJ8N1ZWgCxaWe',
    'OnhPib0tt6MnJD1wcbnoXEdtmEhPatAkMFLy1Ii70qyr8LqE9NzytjeviReVAgMBAAGjUzBRMB0GA1UdDgQWBBRV',
    'gxUOGp0Og7lJaEjPxOhDGrLG6jAfBgNVHSMEGDAWgBRVgxUOGp0Og7lJaEjPxOhDGrLG6jAPBgNVHRMBAf8EBTAD',
    'AQH/MA0GCSqGSIb3DQEBCwUAA4IBAQCMJc6IaIgRbIaxpdh7Hi3qHkLQ9haS/aiqfw/u/4KQv/YHaNHXK286upMv',
    'c0FxmqNYHDiR5RMvxpWQ5WH2pUUm94XlzmcjhwwyCBZ6WofBs9v1hDbkduxfKSp2nxY6ReKFxtEbtpuV5ygEUXHV',
    'jiXjuk+8R//P3fgDW2exSwtD+YBixFfZJttMYLpB6b3Vj1I8gArv95AfUjBUsUMQwMdIf35fwyhlR57W2oLgSB7W',
    'OOsIkr+OW5YpKc5T+RsEkRn+VdTg3p0RD0eh4szrMz49yPTc79+v8WLO/kyH+LdE2x0CFgxYH7QQabocN05HVPTr',
    'EH8UDPXjM4XNba4qyFuR',
  ].join('\n'),
  brightloom: [
    'MIIDIzCCAgugAwIBAgIUBOpokpJtEUfGbUUR+mhUA9LDtSUwDQYJKoZIhvcNAQELBQAwITEfMB0GA1UEAwwWaWRw',
    'LmJyaWdodGxvb20uZXhhbXBsZTAeFw0yNjExMjUxMjM3NDBaFw0yOTA0MDMxMjM3NDBaMCExHzAdBgNVBAMMFmlk',
    'cC5icmlnaHRsb29tLmV4YW1wbGUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCOc0EkAIs4jGATrTTR',
    '1vhdXsBO0dtUtd6hmo0Xhbdadq+G+erpc+4RgtS6CArmcxnwh92MZlXy/X8BOtK2SsQj2M6yLiA0fSF9jW6Z4PCN',
    'qMmURT77b3kgMaT4nUF2Bvf/r6/QIUZ0fuF3b7aoNtVbVPBi8V9RIlc72cM7ype4FfvMuQmKtqL8V+7pefQaRdfu',
    't+3Ov3D64uWUAmqwe6DwCFYRL62NmUGT3cJXsN5w75Qz/d6ze3SFQPPh/2qLVocr1OcKnQF0JRvYTR+cdKll28VS',
    'lxO7tX3ONwSmcbXfFPf4p0LjT6Zo+3QMprURBW2uhOXPZKW5YNSCBlXps9k7AgMBAAGjUzBRMB0GA1UdDgQWBBTR',
    '364eDi1JpUcqqQl7nWqPAlU96jAfBgNVHSMEGDAWgBTR364eDi1JpUcqqQl7nWqPAlU96jAPBgNVHRMBAf8EBTAD',
    'AQH/MA0GCSqGSIb3DQEBCwUAA4IBAQBfbkvMG/wza6VXNUHWlG4834NMha1LtA6dJBsfiqWn9K3FKNxImudVUIVt',
    'BjMGzzk+jybk83E2B8kgHZWsxTTzDpFpsfoNEzcLV/xe+Rlqd/OXUbuvwB2jI4pBi8sqDsicaQ9aYJ7WHXdarQET',
    'RmxZjyw6cfREWMPvC6+qsHtw8w+weo5CUF/Tyi5spzTR05SXEzk1BjHzIoyBWfbmrASgiBvyYiiU9zMUq8V0A98s',
    '4d7jNedpNFkwt5r9Q3+yFP2/T4xG5QN+U/d1WuTJFJZPRWBAnPkez+IRaRIBfuV9XTtwi8PTGjX0zFXyAKZK3G4e',
    '024cjI3i+xM2sbL4sNx1',
  ].join('\n'),
} as const

export interface MetadataParts {
  entityId: string
  signOnUrl: string
  certificate: string
}

/** SAML metadata in the form that identity providers usually export. */
export function samlMetadata({ entityId, signOnUrl, certificate }: MetadataParts): string {
  const binding = 'urn:oasis:names:tc:SAML:2.0:bindings'
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data>
          <ds:X509Certificate>${certificate}</ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="${binding}:HTTP-POST" Location="${signOnUrl}"/>
    <md:SingleSignOnService Binding="${binding}:HTTP-Redirect" Location="${signOnUrl}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`
}
