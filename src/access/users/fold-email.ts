/** One spelling for each address: trimmed, composed (NFC), lower case. Two that fold to the same are the same person. */
export const foldEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase()
