import type { KnownConnection } from '../../core/paste/organization'
import { metadataText } from '../../core/saml/metadata-value'
import { recogniseCertificates } from '../../core/saml/recognise-certificate'
import { useProject } from '../project/use-project'

/** Leads from pasted text to an existing connection. @param leave closes the form */
export function useKnownConnections(leave: () => void) {
  const project = useProject()

  function open({ key, organization }: KnownConnection): void {
    leave()
    project.place.closeDialog()
    project.place.chooseConnection(key, organization)
  }

  /** @param metadata pasted metadata in wire form */
  function replace(connection: KnownConnection, metadata: string): void {
    const given = recogniseCertificates(metadataText(metadata) ?? '')
    open(connection)
    project.place.open({ name: 'certificate', given })
  }

  return { open, replace }
}
