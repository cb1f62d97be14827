import type { KnownConnection } from '../../core/paste/organization'
import { metadataText } from '../../core/saml/metadata-value'
import { recogniseCertificates } from '../../core/saml/recognise-certificate'
import { useProject } from '../project/use-project'

/**
 * Leads from a text that was pasted to a connection that has its identity provider already.
 *
 * @param leave ends the form that the text was pasted into
 */
export function useKnownConnections(leave: () => void) {
  const project = useProject()

  function open({ key, organization }: KnownConnection): void {
    leave()
    project.place.closeDialog()
    project.place.chooseConnection(key, organization)
  }

  /** @param metadata what was pasted, in its wire form */
  function replace(connection: KnownConnection, metadata: string): void {
    const given = recogniseCertificates(metadataText(metadata) ?? '')
    open(connection)
    project.place.open({ name: 'certificate', given })
  }

  return { open, replace }
}
