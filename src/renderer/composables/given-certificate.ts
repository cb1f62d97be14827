import type { Recognition } from '../../core/saml/recognise-certificate'
import { t } from '../../core/language/translate'

/** Loads the certificate reader, which a start does not need. */
const load = () => import('../../core/saml/recognise-certificate')

/** Maximum number of files in one drop. */
const mostFiles = 10

async function fromFile(file: File): Promise<Recognition> {
  const {
    maximumCertificateFile,
    notRecognised,
    recogniseCertificateFile,
    tooLargeForCertificate,
  } = await load()
  if (file.size > maximumCertificateFile) return notRecognised(tooLargeForCertificate)
  try {
    return recogniseCertificateFile(new Uint8Array(await file.arrayBuffer()))
  } catch {
    // A file that moved or may not be read; the browser does not say why.
    return notRecognised(t('The file could not be read. Choose it again or paste its text'))
  }
}

export async function certificatesInFiles(files: readonly File[]): Promise<Recognition> {
  const { joined, notRecognised } = await load()
  if (files.length > mostFiles) {
    return notRecognised(
      t('These are more than {most} files. Drop the certificate alone', { most: mostFiles }),
    )
  }
  return joined(await Promise.all(files.map(fromFile)))
}

/** Finds certificates in pasted or dropped text or files. */
export async function certificatesGiven(data: DataTransfer): Promise<Recognition> {
  // Transferred data is readable only during the event, so before anything is awaited.
  const isFolder = [...data.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true)
  const files = [...data.files]
  const text = data.getData('text/plain') || data.getData('text/uri-list')
  const { notRecognised, recogniseCertificates } = await load()
  if (isFolder) {
    return notRecognised(t('This is a folder. Drop the file of the certificate in it'))
  }
  return files.length > 0 ? certificatesInFiles(files) : recogniseCertificates(text)
}

/** Whether a drop holds files or text. */
export const bringsSomething = ({ types }: DataTransfer): boolean =>
  types.includes('Files') || types.includes('text/plain') || types.includes('text/uri-list')
