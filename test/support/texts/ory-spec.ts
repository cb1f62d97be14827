import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * The folder with Ory's `openapi.json` and `kratos-config.schema.json`: ORY_SPEC_DIR, or shared/ory next
 * to the repository. They are large and not ours, so they are not part of it; undefined if absent.
 */
export function orySpecDir(): string | undefined {
  const folder = process.env['ORY_SPEC_DIR'] ?? resolve(repository, '../shared/ory')
  return existsSync(resolve(folder, 'openapi.json')) ? folder : undefined
}

/** Fields of ours that Kratos' schema and the types that Ory generates do not have: newer, or Network's own. */
export const undeclaredFields = {
  oidc: ['auto_link', 'front_channel_logout'],
  saml: [
    'additional_acs_urls',
    'allowed_digest_algorithms',
    'allowed_name_id_formats',
    'allowed_signature_algorithms',
    'binding',
    'clock_skew_seconds',
    'engine',
    'force_authn',
    'idp_initiated_login_enabled',
    'idp_metadata_url',
    'require_encrypted_assertion',
    'sign_authn_requests',
    'sp_entity_id',
  ],
}

interface SpecFile {
  file: string
  /** Where its schemas are, as a JSON Pointer. */
  root: string
}

const openapi: SpecFile = { file: 'openapi.json', root: '/components/schemas' }
const kratos: SpecFile = { file: 'kratos-config.schema.json', root: '/definitions' }

const loaded = new Map<string, Ajv>()
const compiled = new Map<string, ValidateFunction>()

/** Validates `value` by a schema of the OpenAPI document, such as `project`; empty without errors. */
export function validateBody(schemaName: string, value: unknown): string[] {
  return validate(openapi, schemaName, value)
}

/** The same by a definition of Kratos' configuration, such as `selfServiceOIDCProvider`. */
export function validateKratos(definition: string, value: unknown): string[] {
  return validate(kratos, definition, value)
}

function validate(spec: SpecFile, name: string, value: unknown): string[] {
  const key = `${spec.file}#${spec.root}/${name}`
  let check = compiled.get(key)
  if (!check) {
    check = load(spec).compile({ $ref: key })
    compiled.set(key, check)
  }
  if (check(value)) return []
  return (check.errors ?? []).map((error) =>
    `${error.instancePath || '/'} ${error.message ?? ''} ${JSON.stringify(error.params)}`.trim(),
  )
}

/** The same schema, where `nullable` beside no type, which the validator refuses, is told as a choice. */
function withNullableTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNullableTypes)
  if (typeof schema !== 'object' || schema === null) return schema
  const members = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, withNullableTypes(value)]),
  )
  const { nullable, ...others } = members
  const isBare = nullable === true && typeof members['type'] !== 'string'
  return isBare ? { anyOf: [others, { enum: [null] }] } : members
}

function load(spec: SpecFile): Ajv {
  const known = loaded.get(spec.file)
  if (known) return known
  const folder = orySpecDir()
  if (folder === undefined) throw new Error('Ory’s documents are absent; ask orySpecDir() first')
  const document = JSON.parse(readFileSync(resolve(folder, spec.file), 'utf8')) as Record<
    string,
    unknown
  >
  // Only the part with the definitions: the rest of Kratos' schema refers to other documents.
  const part = spec.root.split('/')[1] ?? ''
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false })
  addFormats(ajv)
  ajv.addFormat('uuid4', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  ajv.addSchema({ [part]: withNullableTypes(document[part]) }, spec.file)
  loaded.set(spec.file, ajv)
  return ajv
}
