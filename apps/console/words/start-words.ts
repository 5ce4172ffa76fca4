import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import fr from '../locales/fr.json';
import { chooseLanguage } from './choose-language.js';

/** French first: whoever asks for neither language reads French. */
export async function startWords(): Promise<void> {
  const lng = chooseLanguage(localStorage.getItem('passerelle:language'), navigator.languages);
  document.documentElement.lang = lng;
  await i18next.use(initReactI18next).init({
    resources: { fr: { translation: fr }, en: { translation: en } },
    lng,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows; escaping twice would show &amp;.
    interpolation: { escapeValue: false },
  });
}

export async function speak(language: 'fr' | 'en'): Promise<void> {
  localStorage.setItem('passerelle:language', language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
