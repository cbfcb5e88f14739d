import { en } from './texts-en.js';
import { zh } from './texts-zh.js';

const TABLES = { en, zh };
const LOCALES = { en: 'en', zh: 'zh-CN' };

let language = document.documentElement.lang === 'zh' ? 'zh' : 'en';

export function currentLanguage() {
  return language;
}

export function locale() {
  return LOCALES[language];
}

export function otherLanguage() {
  return language === 'en' ? 'zh' : 'en';
}

export function useLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  const address = new URL(window.location.href);
  address.searchParams.set('lang', next);
  window.history.replaceState(null, '', address);
}

/** The text of a key, with {names} filled in; the result is text, never markup. */
export function t(key, values) {
  const text = TABLES[language][key] ?? TABLES.en[key] ?? key;
  if (!values) {
    return text;
  }
  const filled = text.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
  // Chinese and Latin letters stand better with a little room between them.
  return language === 'zh' ? filled.replace(/([\u4e00-\u9fff])([A-Za-z0-9])/g, '$1 $2').replace(/([A-Za-z0-9])([\u4e00-\u9fff])/g, '$1 $2') : filled;
}
