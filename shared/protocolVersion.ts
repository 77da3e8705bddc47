/** Checked at the handshake (`auth.protocol`); raised when an older client could misread the newer server. */
export const PROTOCOL_VERSION = 1;
