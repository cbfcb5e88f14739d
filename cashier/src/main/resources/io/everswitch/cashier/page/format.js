// Amounts and times in the payer's language.

export function money(amount, currency, exponent, locale) {
  const digits = Number.isInteger(exponent) && exponent >= 0 && exponent <= 4 ? exponent : 2;
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(amount / 10 ** digits);
  } catch {
    // A currency that this browser does not know still has a code.
    return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
  }
}

export function clock(iso, locale) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return null;
  }
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(date);
}

/** 65 → 1:05, 3605 → 1:00:05. */
export function countdown(seconds) {
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const BRAND_NAMES = { visa: 'Visa', mastercard: 'Mastercard', unionpay: 'UnionPay', jcb: 'JCB', amex: 'American Express' };

/** "visa •••• 1111" → "Visa •••• 1111"; a bank's id becomes its name. */
export function means(masked, banks, language) {
  const [first, ...rest] = String(masked).split(' ');
  const bank = banks.find((candidate) => candidate.id === first);
  const name = bank ? bankName(bank, language) : first === 'other' ? '' : (BRAND_NAMES[first] ?? first);
  return [name, ...rest].join(' ').trim();
}

export function bankName(bank, language) {
  return (language === 'zh' ? bank.name_zh || bank.name_en : bank.name_en || bank.name_zh) || bank.id;
}

/** A merchant's address for the payer's return; anything but the web is dropped. */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
