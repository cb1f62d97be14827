import { identifierKeyword } from '../mapper/kratos/identifier-keyword'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'

/** Whether a flow asks for everything in one step, or for the address first; `undefined` where nothing says it. */
type FlowSteps = 'one' | 'two' | undefined

/** What a project's document says of how people begin. */
export interface Readiness {
  readonly signIn: FlowSteps
  readonly registration: FlowSteps
  /** Kratos' own SAML engine is on: without it, connections with the engine `native` do nothing. */
  readonly nativeSaml?: true
  /** `session.whoami.required_aal`, such as `highest_available`; absent where the document has none. */
  readonly requiredAal?: string
}

function inside(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  return names.reduce<JsonValue | undefined>(
    (at, name) => (isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    value,
  )
}

const steps: Readonly<Record<string, FlowSteps>> = {
  unified: 'one',
  identifier_first: 'two',
  profile_first: 'two',
}
const stepsOf = (style: JsonValue | undefined): FlowSteps =>
  typeof style === 'string' && Object.hasOwn(steps, style) ? steps[style] : undefined

/**
 * How people begin, as the project's document says; a server's defaults are not guessed. Source: Kratos'
 * `config.schema.json`, where `style` takes the place of `enable_legacy_one_step`, and for the SAML engine
 * `kratos_preview_enable_native_saml_engine` of the API document v1.22.92.
 *
 * @param project its document, or what is kept of it
 */
export function readinessOf(project: JsonObject): Readiness {
  const config = inside(project, 'services', 'identity', 'config')
  const flows = inside(config, 'selfservice', 'flows')
  const requiredAal = inside(config, 'session', 'whoami', 'required_aal')
  const registration = inside(flows, 'registration')
  const legacy = inside(registration, 'enable_legacy_one_step')
  const formerly: FlowSteps = legacy === true ? 'one' : legacy === false ? 'two' : undefined
  const hasNativeSaml = inside(config, 'preview', 'enable_native_saml_engine') === true
  return {
    signIn: stepsOf(inside(flows, 'login', 'style')),
    registration: stepsOf(inside(registration, 'style')) ?? formerly,
    ...(hasNativeSaml ? { nativeSaml: true } : {}),
    ...(typeof requiredAal === 'string' ? { requiredAal } : {}),
  }
}

/** Whether the extension of a trait makes it something to sign in with. */
const isIdentifier = (extension: JsonValue | undefined): boolean =>
  Object.values(objectOf(inside(extension, 'credentials'))).some(
    (use) => inside(use, 'identifier') === true,
  )

/** Whether it says that the trait is an e-mail address. */
const isEmail = (trait: JsonObject): boolean => {
  const extension = trait[identifierKeyword]
  return (
    trait['format'] === 'email' ||
    inside(extension, 'organizations', 'matcher') === 'email_domain' ||
    [
      inside(extension, 'credentials', 'code'),
      inside(extension, 'verification'),
      inside(extension, 'recovery'),
    ].some((use) => inside(use, 'via') === 'email')
  )
}

const objectOf = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {})

/** A schema's own texts end long before this depth. */
const deepest = 40

/**
 * Whether people sign in with an e-mail address, as an identity schema says; `undefined` where that cannot be read
 * from its text alone, such as by a reference.
 */
export function hasEmailIdentifier(schema: JsonObject): boolean | undefined {
  let isKnown = true
  function found(node: JsonValue, depth: number): boolean {
    if (depth > deepest) isKnown = false
    if (depth > deepest || (!isJsonObject(node) && !isJsonArray(node))) return false
    if (isJsonArray(node)) return node.some((item) => found(item, depth + 1))
    if ('$ref' in node || '$dynamicRef' in node) isKnown = false
    if (isIdentifier(node[identifierKeyword]) && isEmail(node)) return true
    return Object.values(node).some((item) => found(item, depth + 1))
  }
  const traits = inside(schema, 'properties', 'traits')
  if (!isJsonObject(traits)) return undefined
  return found(traits, 0) ? true : isKnown ? false : undefined
}
