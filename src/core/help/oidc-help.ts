import { t } from '../language/translate'
import type { FieldText } from './field-help'

/** By wire name; SAML shares some. Facts from Ory's documentation. */
export const oidcHelp = {
  label: {
    what: t(
      'The text of the sign-in button. It can change at any time; nothing else depends on it.',
    ),
    example: t('Acme sign-in'),
    wrong: t('If it is empty, Ory shows the connection ID, which people do not recognise.'),
  },
  id: {
    what: t(
      'The name by which Ory stores the connection. It is part of the redirect URL of an OIDC connection, and every member’s credential is stored under it.',
    ),
    example: 'acme-okta',
    wrong: t(
      'After a change the members who signed in before are unknown and cannot link their accounts again by themselves, and the identity provider has the wrong redirect URL. Two connections with one ID: Ory takes the first.',
    ),
  },
  provider: {
    what: t(
      'Which identity provider the customer uses. Choose Generic for every product that is not listed and speaks OpenID Connect, such as Okta, Keycloak, OneLogin or Ping.',
    ),
    example: 'Generic',
    wrong: t(
      'A wrong provider asks other addresses and reads other claims: sign-in fails, or the mapper misses what it reads. It cannot be changed after publishing.',
    ),
  },
  organization_id: {
    what: t(
      'The organization whose members sign in with this connection. Without one it is a social sign-in for everyone.',
    ),
    example: 'Acme',
    wrong: t(
      'The organization is part of the redirect URL: after a change the identity provider refuses sign-ins until the new URL is registered there. Without an organization, the button appears on the public sign-in page.',
    ),
  },
  state: {
    what: t('Whether people can sign in with this connection.'),
    example: t('Enabled'),
    wrong: t('While it is disabled, nobody can sign in with it.'),
  },
  issuer_url: {
    what: t(
      'The address of the identity provider. Ory reads /.well-known/openid-configuration below it for all other addresses and keys.',
    ),
    example: 'https://acme.okta.com',
    wrong: t(
      'If the discovery document cannot be read there, or names another issuer, nobody can sign in. Check compares both before you publish.',
    ),
  },
  microsoft_tenant: {
    what: t(
      'Which Microsoft Entra directory may sign in: its tenant ID or domain, or “organizations”, “common” or “consumers”.',
    ),
    example: '0c4a8f17-5be2-4d39-8f6b-7d21e0a4b9c3',
    wrong: t(
      '“common” and “organizations” let in people of any Microsoft directory, and “consumers” personal accounts. For one customer, use their tenant ID.',
    ),
  },
  apple_team_id: {
    what: t('The ID of the developer team at Apple that owns the key.'),
    example: 'TEAM123456',
    wrong: t('Team, key ID and private key have to belong together, or nobody can sign in.'),
  },
  apple_private_key_id: {
    what: t('The ID that Apple gave the private key.'),
    example: 'KEY1234567',
    wrong: t('With the ID of another key nobody can sign in.'),
  },
  client_id: {
    what: t(
      'The ID under which the identity provider knows Ory. The customer creates it there and sends it to you.',
    ),
    example: '0oa1b2c3d4e5f6g7h8i9',
    wrong: t(
      'The identity provider shows an error such as “invalid client” and nobody can sign in.',
    ),
  },
  client_secret: {
    what: t(
      'The password that belongs to the client ID. It goes to the keychain of this computer and from there to Ory; neither shows it again.',
    ),
    example: t('The value of the secret, not its ID: Microsoft shows both'),
    wrong: t(
      'With a wrong or expired secret the sign-in fails after people entered their password at the identity provider. Empty keeps the stored one.',
    ),
  },
  apple_private_key: {
    what: t(
      'The private key from Apple as text, from BEGIN PRIVATE KEY to END PRIVATE KEY. Ory makes the client secret of it, so Apple needs no client secret.',
    ),
    example: t('-----BEGIN PRIVATE KEY----- and all lines that follow'),
    wrong: t(
      'A key without its line breaks, or of another key ID, is refused and nobody can sign in.',
    ),
  },
  scope: {
    what: t(
      'What Ory asks the identity provider for. openid is needed for an ID token; Ory adds it for Generic, Microsoft, Google and netID.',
    ),
    example: 'openid, email, profile',
    wrong: t(
      'Without email many identity providers send no address, and the mapper has none to store. A scope that the identity provider does not know can stop every sign-in.',
    ),
  },
  mapper_url: {
    what: t(
      'The Jsonnet text that makes an identity of what the identity provider sends. It runs at every first sign-in; later ones only if the identity is updated on sign-in.',
    ),
    example: t('identity.traits.email from claims.email'),
    wrong: t(
      'A mapper that fails stops the sign-in with an error page. Groups and other claims of your own are only under claims.raw_claims. Ory stores mappers unencrypted at a public address, so they must hold no secrets.',
    ),
  },
  auth_url: {
    what: t(
      'Where people are sent to sign in, for an identity provider that publishes no discovery document.',
    ),
    example: 'https://login.acme.example/oauth2/authorize',
    wrong: t(
      'Ory documents it for Generic without discovery only. Present versions of Ory read the discovery document of the issuer all the same.',
    ),
  },
  token_url: {
    what: t(
      'Where Ory exchanges the code for tokens, for an identity provider that publishes no discovery document.',
    ),
    example: 'https://login.acme.example/oauth2/token',
    wrong: t(
      'Ory documents it for Generic without discovery only. Present versions of Ory read the discovery document of the issuer all the same.',
    ),
  },
  subject_source: {
    what: t(
      'Which of Microsoft’s IDs identifies a member: that of the userinfo endpoint (the ' +
        'default), of “me” at Microsoft Graph, or the object ID (oid).',
    ),
    example: 'oid',
    wrong: t('After a change every member has another ID, so that Ory knows none of them.'),
  },
  requested_claims: {
    what: t(
      'Claims that Ory asks for in the sign-in request, as JSON with the keys id_token and userinfo. Each claim is null or says essential, value or values.',
    ),
    example: '{ "id_token": { "email": { "essential": true } } }',
    wrong: t(
      'Other keys are refused. Many identity providers ignore the request and send what they always send.',
    ),
  },
  claims_source: {
    what: t(
      'Where Generic takes the claims from: the ID token (the default) or the userinfo endpoint.',
    ),
    example: t('Userinfo endpoint, for an identity provider whose ID tokens hold few claims'),
    wrong: t(
      'If the claims are only at the userinfo endpoint, the mapper finds neither e-mail nor ' +
        'groups in the ID token.',
    ),
  },
  additional_id_token_audiences: {
    what: t(
      'Client IDs of native apps whose ID tokens Ory accepts beside those of the client ID above.',
    ),
    example: 'com.acme.app',
    wrong: t('A native app whose client ID is missing here cannot sign in with its own ID token.'),
  },
  pkce: {
    what: t(
      'Proof that whoever brings the code also began the sign-in. Automatic uses it where the ' +
        'discovery document says that the identity provider supports it.',
    ),
    example: t('Automatic'),
    wrong: t(
      'Force changes the redirect URL to one that all such connections share. Register it at the identity provider before you publish, or nobody can sign in.',
    ),
  },
  account_linking_mode: {
    what: t(
      'What happens if the address already belongs to an account: by default the person confirms with the credential they have.',
    ),
    example: t('Confirm with existing credential'),
    wrong: t('Ory documents Automatic for Apple and Google only.'),
  },
  auto_link: {
    what: t(
      'Whether accounts with the same address are linked under the project’s auto-link policy. Ory accepts the value and never returns it.',
    ),
    example: t('On, where the project’s policy is on'),
    wrong: t(
      'Without the project’s policy, which not every plan has, Ory refuses it. An entry that is written as a whole loses it without notice.',
    ),
  },
  update_identity_on_login: {
    what: t(
      'Whether the mapper runs again when a known member signs in. By default it runs only once.',
    ),
    example: t('Automatic, where groups or roles come from the identity provider'),
    wrong: t(
      'With Never, changes at the identity provider do not arrive. With Automatic, traits that the mapper leaves out are kept, and one that does not fit the identity schema stops the sign-in.',
    ),
  },
  aal2_acr_values: {
    what: t(
      'If the identity provider sends one of these values in acr, Ory counts the sign-in as one with a second factor.',
    ),
    example: 'urn:mfa',
    wrong: t(
      'A value that is also sent without a second factor gives people more rights than they proved.',
    ),
  },
  aal2_amr_values: {
    what: t(
      'If the identity provider sends one of these values in amr, Ory counts the sign-in as one with a second factor.',
    ),
    example: 'mfa',
    wrong: t('With pwd in the list, every password counts as a second factor.'),
  },
  front_channel_logout: {
    what: t(
      'Ends the session at Ory when the person signs out at the identity provider, through the browser.',
    ),
    example: t('On, if the identity provider sends the claim sid'),
    wrong: t('Without sid in the claims the sign-out does not find the session.'),
  },
  fedcm_config_url: {
    what: t(
      'The identity provider’s FedCM document, for signing in with the browser’s own dialog. Only on Ory Network.',
    ),
    example: 'https://login.acme.example/fedcm.json',
    wrong: t('With a wrong address the browser has no document to make its dialog of.'),
  },
  net_id_token_origin_header: {
    what: t('The origin that Ory sends to netID when a sign-in comes through FedCM.'),
    example: 'https://www.acme.example',
    wrong: t('It is for netID with FedCM only; leave it empty otherwise.'),
  },
} as const satisfies Readonly<Record<string, FieldText>>
