import { computed, ref, shallowRef, watch } from 'vue'
import type { KnownIssuer } from '../../../../../core/mapper/kratos/issuer'
import { givenFor } from '../../../../../core/mapper/given'
import { foreignToken } from '../../../../../core/mapper/kratos/normalise'
import type { Membership } from '../../../../../core/mapper/kratos/existing-account'
import { readSent } from '../../../../../core/mapper/scim/read-sent'
import { readIdentity, type IdentityInput } from '../../../../../core/mapper/kratos/known-addresses'
import type { UpdateOnLogin } from '../../../../../core/mapper/kratos/sign-in'
import type { ClaimsInput } from '../../../../../core/mapper/kratos/run'
import { t } from '../../../../../core/language/translate'
import { isJsonObject, type JsonObject } from '../../../../../core/model/json'
import { jsonText, readObject, type ReadJson } from './read-json'
import { withoutEmpty } from '../../../../../core/mapper/kratos/form-objects'
import { partsOf } from '../../../../../core/mapper/cases/case-of-run'

/** Names of traits with a value, such as `name.first`. */
export function typedNames(form: JsonObject): string[] {
  return typedParts(form).map(({ path }) => path.join('.'))
}

/** Typed values; objects without members are ignored. */
export function typedParts(form: JsonObject) {
  return partsOf(form).filter(({ value }) => JSON.stringify(value) !== '{}')
}

/** Traits typed into the registration form or sent with the provider's button. Empty texts are empty inputs. */
function useTypedForm() {
  const text = ref('')
  const version = ref(0)

  const read = computed<ReadJson | undefined>(() =>
    text.value.trim() === '' ? undefined : readObject(text.value),
  )
  /** Why the input is ignored. */
  const problem = computed(() =>
    read.value && !read.value.ok
      ? t('Not used, because it is not JSON: {why}', { why: read.value.message })
      : undefined,
  )
  /** Absent if nothing was typed. */
  const form = computed<JsonObject | undefined>(() => {
    if (!read.value?.ok) return undefined
    const typed = withoutEmpty(read.value.value)
    return typedNames(typed).length > 0 ? typed : undefined
  })
  const names = computed(() => (form.value ? typedNames(form.value) : []))

  function put(next: JsonObject | undefined): void {
    text.value = next ? jsonText(next) : ''
    version.value += 1
  }

  return { text, version, read, problem, form, names, put }
}

export type ClaimsMode = 'provider' | 'exact'

/** Claims to start from: a sample, a saved case or pasted ones. */
export interface ClaimsSet {
  readonly id: string
  readonly name: string
  readonly about?: string
  readonly mode: ClaimsMode
  /** Provider kind that sends it; default: the connection's. */
  readonly kind?: string
  readonly claims: JsonObject
  /** `iss` if the claims have none; default: the connection's. */
  readonly issuer?: string
  /** `null`: an empty registration form; absent: keeps the typed one. */
  readonly form?: JsonObject | null
  /** `null`: no identity; absent: keeps the entered one. */
  readonly identity?: JsonObject | null
  readonly schema?: JsonObject
  readonly updateOnLogin?: UpdateOnLogin
}

/**
 * Claims and identity to try a mapper with, in memory only. @param connectionKind `provider`, `saml`, or `scim`
 * for a user
 */
export function useClaims(
  connectionKind: () => string,
  connectionUpdate: () => UpdateOnLogin,
  connectionToken: () => KnownIssuer,
  organizationId: () => string | undefined,
) {
  const chosen = shallowRef<ClaimsSet>()
  const mode = ref<ClaimsMode>('provider')
  const text = ref('')
  const version = ref(0)
  const kind = computed(() => chosen.value?.kind ?? connectionKind())
  /** Issuer of the ID token; no claim if claims come from userinfo. */
  const connectionIssuer = computed(
    () =>
      chosen.value?.issuer ??
      (kind.value === connectionKind() ? connectionToken().connectionIssuer : undefined),
  )
  const typed = useTypedForm()
  const identityText = ref('')
  const identityVersion = ref(0)
  /** Overrides the identity's organization; for SCIM mappers only. */
  const chosenMembership = ref<Membership>()
  /** Identity schema of a saved case, used before the project's. */
  const schema = shallowRef<JsonObject>()
  const chosenUpdate = ref<UpdateOnLogin>()
  const updateOnLogin = computed(() => chosenUpdate.value ?? connectionUpdate())
  /** The text before the last mode switch, restored by switching back. */
  let switched: { readonly from: string; readonly made: string } | undefined

  const parsed = computed(() => readObject(text.value))
  const normalised = computed(() => {
    if (mode.value === 'exact' || !parsed.value.ok) return undefined
    return readSent(kind.value, parsed.value.value, {
      json: text.value,
      connectionIssuer: connectionIssuer.value,
    })
  })
  /** Why Ory would refuse a pasted token; samples have invented issuers and are not checked. */
  const foreign = computed(() => {
    const isOwn = chosen.value !== undefined && chosen.value.kind === undefined
    if (!isOwn || mode.value === 'exact' || !parsed.value.ok) return undefined
    return foreignToken(kind.value, text.value, connectionToken())
  })
  /** The mapper's input, if any. */
  const mapperClaims = computed(() => {
    if (!parsed.value.ok) return undefined
    if (mode.value === 'exact') return parsed.value.value
    return normalised.value?.ok ? normalised.value.value.claims : undefined
  })
  const input = computed<ClaimsInput | undefined>(() => {
    if (!parsed.value.ok) return undefined
    if (mode.value === 'exact') {
      return { mode: 'exact', json: text.value, given: givenFor(kind.value) }
    }
    const issuer = connectionIssuer.value
    return {
      mode: 'provider',
      kind: kind.value,
      payload: parsed.value.value,
      json: text.value,
      ...(issuer === undefined ? {} : { connectionIssuer: issuer }),
    }
  })

  const readIdentityText = computed<ReadJson | undefined>(() =>
    identityText.value.trim() === '' ? undefined : readObject(identityText.value),
  )
  const identityProblem = computed(() => {
    const read = readIdentityText.value
    if (!read) return undefined
    if (!read.ok) return read.message
    // Ory's API returns missing metadata as null.
    const wrong = identityParts.find((part) => {
      const value = read.value[part]
      return value !== undefined && !isJsonObject(value) && (value !== null || part === 'traits')
    })
    return wrong === undefined ? undefined : t('“{part}” must be an object', { part: wrong })
  })
  const identity = computed<IdentityInput | undefined>(() => {
    const read = readIdentityText.value
    if (!read?.ok || identityProblem.value !== undefined) return undefined
    const known = readIdentity(read.value, organizationId())
    return chosenMembership.value === undefined
      ? known
      : { ...known, membership: chosenMembership.value }
  })

  function put(next: string): void {
    text.value = next
    version.value += 1
  }

  function putIdentity(next: string): void {
    identityText.value = next
    identityVersion.value += 1
    chosenMembership.value = undefined
  }

  function choose(set: ClaimsSet): void {
    chosen.value = set
    mode.value = set.mode
    switched = undefined
    put(jsonText(set.claims))
    if (set.identity !== undefined) {
      putIdentity(set.identity === null ? '' : jsonText(set.identity))
    }
    if (set.form !== undefined) typed.put(set.form ?? undefined)
    schema.value = set.schema
    chosenUpdate.value = set.updateOnLogin
  }

  /** Converts the claims to the other mode; switching back restores the typed text. */
  function setMode(next: ClaimsMode): void {
    if (next === mode.value) return
    const before = text.value
    const isUser = givenFor(kind.value) === 'scim'
    const made =
      next === 'exact' ? mapperClaims.value : isUser ? undefined : rawClaimsOf(parsed.value)
    mode.value = next
    const back = switched?.made === before ? switched.from : undefined
    const shown = back ?? (made ? jsonText(made) : before)
    switched = { from: before, made: shown }
    put(shown)
  }

  // Another connection starts with its own settings.
  watch(connectionKind, () => {
    chosenUpdate.value = undefined
    schema.value = undefined
  })

  return {
    chosen,
    mode,
    kind,
    text,
    version,
    parsed,
    normalised,
    foreign,
    mapperClaims,
    input,
    typed,
    identityText,
    identityVersion,
    identityProblem,
    identity,
    chosenMembership,
    schema,
    updateOnLogin,
    chosenUpdate,
    choose,
    setMode,
    putIdentity,
  }
}

const identityParts = ['traits', 'metadata_public', 'metadata_admin'] as const

/** Reconstructs the sent claims from a mapper's input. */
function rawClaimsOf(parsed: ReadJson): JsonObject | undefined {
  if (!parsed.ok) return undefined
  const { raw_claims: raw, ...claims } = parsed.value
  return isJsonObject(raw) ? { ...raw, ...claims } : parsed.value
}
