import type { Reply } from '../../http/exchange'
import type { JsonValue } from '../../state/json'

/** An error of the SCIM server, which answers in a form of its own. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: string | undefined

  constructor(status: number, detail: string, scimType?: string) {
    super(detail)
    this.status = status
    this.scimType = scimType
  }
}

/** Every answer has this content type, also those with an error. */
export const scimReply = (status: number, json: JsonValue, headers = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/scim+json', ...headers },
  content: { json },
})

/** `status` is a text, as RFC 7644 has it. */
export function errorReply({ status, scimType, message }: ScimError): Reply {
  return scimReply(status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: message,
  })
}
