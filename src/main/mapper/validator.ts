import type { IdentityAnswer } from '../../core/mapper/kratos/schema'
import { startGoModule, type GoModule } from './go-module'
import type { ValidateRequest, WorkerAnswer } from './worker-messages'

type PhoneNumbers = typeof import('../../core/mapper/kratos/phone-number')

let validator: Promise<GoModule> | undefined
let phones: PhoneNumbers | undefined
let phonesWanted = false

/** E.164, or "" if invalid. */
function phoneNumber(text: string): string {
  phonesWanted = true
  return phones?.phoneNumber(text) ?? ''
}
Object.assign(globalThis, { phoneNumber })

/** Loads the validator and phone metadata on first use. */
export async function validate({ module, schema, traits }: ValidateRequest): Promise<WorkerAnswer> {
  validator ??= startGoModule(module, 'identityEngine')
  const started = await validator
  let answer = started.ask({ schema, traits })
  if (phonesWanted && !phones) {
    phones = await import('../../core/mapper/kratos/phone-number')
    answer = started.ask({ schema, traits })
  }
  if (typeof answer !== 'string') return { kind: 'end', ...answer }
  // Our own Go module returns this type.
  return { kind: 'validated', answer: JSON.parse(answer) as IdentityAnswer }
}
