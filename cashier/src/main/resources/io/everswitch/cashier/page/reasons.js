// Why a bank said no, in families that a payer can do something about. Codes that speak of theft or suspicion are told
// as "does not allow": a thief learns nothing, an owner is sent to the bank.

const FAMILIES = {
  funds: ['51', '116'],
  limit: ['61', '65'],
  card_expired: ['54', '33', '101'],
  details: ['14', '15', '42', '52', '53', '56', '78'],
  cvc: ['N7', '82'],
  confirm: ['1A', '55', '75', '38'],
  not_allowed: ['03', '04', '07', '34', '35', '36', '37', '41', '43', '46', '57', '58', '59', '62', '93', 'R0', 'R1', 'R3'],
  unavailable: ['31', '68', '90', '91', '92', '96', '97', '98', '99'],
};

/** The key of the text for the last attempt of a payment. */
export function declineReason(attempt) {
  const outcome = String(attempt?.outcome ?? '').toLowerCase();
  const code = String(attempt?.code ?? '');
  if (code.startsWith('limit_')) {
    return 'decline_day_limit';
  }
  if (outcome === 'not_sent') {
    return 'decline_unavailable';
  }
  for (const [family, codes] of Object.entries(FAMILIES)) {
    if (codes.includes(code.toUpperCase())) {
      return `decline_${family}`;
    }
  }
  // Our own codes are words in lower case: the bank could not be asked.
  return /^[a-z_]{3,}$/.test(code) ? 'decline_unavailable' : 'decline_other';
}
