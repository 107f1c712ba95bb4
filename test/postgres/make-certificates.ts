// The library's decorators need it, before the library.
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** PEM texts. */
export interface Certificate {
  certificate: string
  key: string
}

export interface Certificates {
  /** The authority's certificate, for `sslrootcert`. */
  authority: string
  /** For localhost and 127.0.0.1. */
  server: Certificate
  /** For the user `clientName`. */
  client: Certificate
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60 * 1000

/** An authority, made for this call, and what it has signed; valid from a day before `at` to a day after. */
export const makeCertificates = async (options: { clientName: string; at?: Date }): Promise<Certificates> => {
  const at = options.at ?? new Date()
  const validity = {
    notBefore: new Date(at.getTime() - dayMs),
    notAfter: new Date(at.getTime() + dayMs),
    signingAlgorithm: algorithm,
  }
  const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const authorityKeys = await makeKeys()
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: [{ CN: ['Relevo test authority'] }],
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const sign = async (name: string, use: string, alternatives: { type: 'dns' | 'ip'; value: string }[]) => {
    const keys = await makeKeys()
    const certificate = await X509CertificateGenerator.create({
      ...validity,
      subject: [{ CN: [name] }],
      issuer: authority.subjectName,
      publicKey: keys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new ExtendedKeyUsageExtension([use]),
        ...(alternatives.length > 0 ? [new SubjectAlternativeNameExtension(alternatives)] : []),
      ],
    })
    const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
    return { certificate: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') }
  }
  return {
    authority: authority.toString('pem'),
    server: await sign('localhost', ExtendedKeyUsage.serverAuth, [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
    ]),
    client: await sign(options.clientName, ExtendedKeyUsage.clientAuth, []),
  }
}
