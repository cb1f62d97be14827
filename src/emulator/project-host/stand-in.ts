import { randomBytes, randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange'
import { ApiError } from '../state/errors'
import { textOf, type JsonObject } from '../state/json'
import { escaped, form, page, redirect } from './pages'
import { providerOf } from './trip'
import { flowOf, formOf, type Visit } from './visit'

/** A domain of the connection's organization, for whoever signs in. */
function domainOf({ project }: Visit, entry: JsonObject): string {
  const own = project.organizations.find((item) => item['id'] === entry['organization_id'])
  const domains = own?.['domains']
  return textOf((Array.isArray(domains) ? domains[0] : undefined) ?? 'customer.example')
}

/** A page in place of an identity provider that does not exist: its person may be anyone. */
export function showStandIn(visit: Visit): Reply {
  const flow = flowOf(visit, visit.query.get('flow'))
  const entry = providerOf(visit, flow.providerId)
  const label = textOf(entry['label'] ?? entry['id'] ?? '')
  const field = (name: string, title: string, value: string) =>
    `<label for="${name}">${title}</label><input id="${name}" name="${name}" value="${escaped(value)}">`
  return page(
    'A stand-in signs you in',
    `<p>There is no identity provider behind <strong>${escaped(label)}</strong> in this demo. Say who signs in.</p>${form(
      `${visit.address}/stand-in?flow=${flow.id}`,
      {},
      field('given_name', 'First name', 'Ada') +
        field('family_name', 'Last name', 'Sommer') +
        field('email', 'E-mail', `ada.sommer@${domainOf(visit, entry)}`) +
        '<button name="answer" value="yes">Sign in</button><button name="answer" value="no">Refuse</button>',
    )}`,
  )
}

/** Sends the person back as an identity provider does. */
export function answerStandIn(visit: Visit): Reply {
  const { trip, providerId } = flowOf(visit, visit.query.get('flow'))
  if (!trip) throw new ApiError(400, 'This sign-in has not begun')
  const fields = formOf(visit)
  const back = new URL(trip.redirectUri)
  back.searchParams.set('state', trip.state)
  if (fields.get('answer') !== 'yes') {
    back.searchParams.set('error', 'access_denied')
    back.searchParams.set('error_description', 'The person is not assigned to the application')
    return redirect(back.href)
  }
  const entry = providerOf(visit, providerId)
  const [given, family] = [fields.get('given_name') ?? '', fields.get('family_name') ?? '']
  const now = Math.floor(Date.now() / 1000)
  const email = fields.get('email') ?? ''
  const code = randomBytes(12).toString('base64url')
  trip.standIn = {
    code,
    claims: {
      iss: textOf(entry['issuer_url'] ?? 'https://stand-in.example'),
      sub: randomUUID(),
      aud: [textOf(entry['client_id'] ?? '')],
      iat: now,
      exp: now + 3600,
      email,
      email_verified: true,
      preferred_username: email,
      name: `${given} ${family}`.trim(),
      given_name: given,
      family_name: family,
    },
  }
  back.searchParams.set('code', code)
  return redirect(back.href)
}
