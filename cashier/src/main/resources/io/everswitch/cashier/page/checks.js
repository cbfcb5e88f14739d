// What can be known of a card or an account before a bank is asked. Pure: no page, no clock; every check answers with the
// key of a text, or null when all is well.

const BRANDS = [
  { id: 'amex', name: 'American Express', pattern: /^3[47]/, lengths: [15], cvc: [4], groups: [4, 6, 5] },
  { id: 'unionpay', name: 'UnionPay', pattern: /^(62|81)/, lengths: [16, 17, 18, 19], cvc: [3] },
  { id: 'jcb', name: 'JCB', pattern: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19], cvc: [3] },
  {
    id: 'mastercard',
    name: 'Mastercard',
    pattern: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    cvc: [3],
  },
  { id: 'visa', name: 'Visa', pattern: /^4/, lengths: [13, 16, 19], cvc: [3] },
];
const OTHER = { id: 'other', name: '', lengths: [12, 13, 14, 15, 16, 17, 18, 19], cvc: [3, 4] };

export function digitsOf(text) {
  // Full-width digits are what a Chinese keyboard may type.
  return text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[^0-9]/g, '');
}

export function brandOf(digits) {
  return BRANDS.find((brand) => brand.pattern.test(digits)) ?? OTHER;
}

export function longest(list) {
  return list[list.length - 1];
}

/** Digits in the groups that are printed on the card. */
export function grouped(digits) {
  const groups = brandOf(digits).groups ?? [4, 4, 4, 4, 3];
  const parts = [];
  let at = 0;
  for (const size of groups) {
    if (at >= digits.length) {
      break;
    }
    parts.push(digits.slice(at, at + size));
    at += size;
  }
  return parts.join(' ');
}

export function luhn(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits[digits.length - 1 - i]);
    if (i % 2 === 1) {
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    }
    sum += digit;
  }
  return digits.length > 0 && sum % 10 === 0;
}

export function checkNumber(digits) {
  if (digits === '') {
    return 'number_empty';
  }
  if (digits.length < brandOf(digits).lengths[0]) {
    return 'number_short';
  }
  return brandOf(digits).lengths.includes(digits.length) && luhn(digits) ? null : 'number_wrong';
}

/** Whether more digits could still make the number right: then it is too early to complain while somebody types. */
export function numberComplete(digits) {
  const { lengths } = brandOf(digits);
  return digits.length >= (lengths.includes(16) ? 16 : longest(lengths));
}

/** Digits as MM / YY; a first digit above 1 can only be a month. */
export function expiryText(digits) {
  const full = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  return full.length > 2 ? `${full.slice(0, 2)} / ${full.slice(2, 4)}` : full;
}

/** What a browser fills in may have four digits of the year. */
export function expiryDigits(text) {
  const digits = digitsOf(text);
  const full = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  return /^\d{2}20\d{2}$/.test(full) ? full.slice(0, 2) + full.slice(4) : full.slice(0, 4);
}

export function expiryOf(digits) {
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

export function checkExpiry(digits, now) {
  if (digits === '') {
    return 'expiry_empty';
  }
  if (digits.length < 4) {
    return 'expiry_short';
  }
  const { month, year } = expiryOf(digits);
  if (month < 1 || month > 12) {
    return 'expiry_month';
  }
  // A card is good until the last day of its month, wherever on earth that day ends last.
  if (Date.UTC(year, month, 1, 12) <= now.getTime()) {
    return 'expiry_past';
  }
  return year > now.getUTCFullYear() + 25 ? 'expiry_far' : null;
}

export function checkCvc(digits, number) {
  const { cvc } = brandOf(number);
  if (digits === '') {
    return 'cvc_empty';
  }
  return cvc.includes(digits.length) ? null : longest(cvc) === 4 && cvc.length === 1 ? 'cvc_four' : 'cvc_three';
}

export function accountOf(text) {
  return text.replace(/[\s-]/g, '');
}

export function checkAccount(account) {
  if (account === '') {
    return 'account_empty';
  }
  if (!/^[0-9A-Za-z]+$/.test(account)) {
    return 'account_letters';
  }
  return account.length < 6 ? 'account_short' : account.length > 34 ? 'account_long' : null;
}
