import { z } from 'zod'

/**
 * What a page may name something by, each with its own strict schema: the only ones that requests use.
 * Their form is checked here; whether there is such a thing is checked where it is looked up.
 */

/** Of a project: its server and the id that Ory gave it there. */
export { projectIdSchema } from '../model/project-id'
/** Of a workspace; also a part of the name of a file. */
export const workspaceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/)
/** Of an organization on the server. */
export const organizationIdSchema = z.uuid()
/** Of an onboarding portal link. */
export const portalLinkIdSchema = z.uuid()
/** Of a custom domain. */
export const hostIdSchema = z.uuid()
/** Of a publish in the history. */
export const publishIdSchema = z.uuid()
/** Of an item in the trash. */
export const trashIdSchema = z.uuid()
/** Of a secret in the keychain, as a draft refers to it. */
export const secretReferenceSchema = z.uuid()
/** Of something that lives as long as this session: a file that was read, a run, a reading of a folder. */
export const sessionIdSchema = z.uuid()

/** Of a connection in a project: `oidc:ID`, `saml:ID`, or `new:UUID` where a draft makes it. */
export const connectionKeySchema = z
  .string()
  .max(400)
  .regex(/^(?:oidc|saml|new):\P{Cc}*$/u)
/**
 * Of what has a mapper: a connection, `scim:` and the key of a SCIM client, or `own:` and what it is given for a mapper
 * that nothing has.
 */
export const mapperOwnerKeySchema = z
  .string()
  .max(400)
  .regex(/^(?:oidc|saml|new|scim|own):\P{Cc}*$/u)
/** Of an organization, a connection or a method in a project, or of a step in the history. */
export const entityKeySchema = z
  .string()
  .max(400)
  .regex(/^\P{Cc}+$/u)
/** Of an entity of a comparison, as the comparison gave it: its kind and both keys. */
export const comparedIdSchema = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}+$/u)
/** Of a finding of the radar, as the radar gave it. */
export const findingIdSchema = z
  .string()
  .max(2000)
  .regex(/^\P{Cc}+$/u)
/** Of a row in a bulk plan, as the plan gave it. */
export const bulkRowIdSchema = z
  .string()
  .max(500)
  .regex(/^\P{Cc}+$/u)
/** Of an identity schema in a project's configuration. */
export const identitySchemaIdSchema = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}+$/u)
/** Of a mapper: the SHA-512 of its text, or its address, which may be any text that a project holds. */
export const mapperIdSchema = z.string().min(1).max(2_000_000)
/** SHA-512 of a mapper's text. */
export const mapperHashSchema = z.string().regex(/^[0-9a-f]{128}$/)
/** The name of a case's file: no folder, no drive, not hidden. */
export const caseIdSchema = z.string().regex(/^[^./\\:\p{Cc}][^/\\:\p{Cc}]{0,190}\.case\.json$/u)
/** Of a call of a page. */
export const callIdSchema = z
  .string()
  .max(100)
  .regex(/^\P{Cc}+$/u)
/** Of a project, a pair or a mapper in a team folder. */
export const teamNameSchema = z
  .string()
  .max(200)
  .regex(/^\P{Cc}+$/u)
