import type { Told } from '@passerelle/connector';

export const connectionBroke: Told = {
  fr: 'la connexion s’est rompue ; relancez la même commande une fois PostgreSQL en marche',
  en: 'the connection broke; run the same command again once PostgreSQL is up',
};
const untrusted: Told = {
  fr: 'son certificat n’est pas reconnu ; indiquez son autorité avec sslrootcert= dans DATABASE_URL',
  en: 'its certificate is not trusted; give its authority with sslrootcert= in DATABASE_URL',
};

/** What Node and PostgreSQL say when there is nobody to talk to, with what to do about it. */
export const reasons: Readonly<Record<string, Told>> = {
  ECONNREFUSED: {
    fr: 'rien n’écoute à cette adresse ; démarrez PostgreSQL, ou corrigez l’hôte et le port dans DATABASE_URL',
    en: 'nothing listens there; start PostgreSQL, or correct the host and port in DATABASE_URL',
  },
  ENOENT: {
    fr: 'cette socket n’existe pas ; démarrez PostgreSQL, ou corrigez le dossier de la socket dans DATABASE_URL',
    en: 'there is no such socket; start PostgreSQL, or correct the socket folder in DATABASE_URL',
  },
  EACCES: {
    fr: 'cet utilisateur n’a pas le droit d’ouvrir la socket ; donnez-le-lui, ou prenez un autre utilisateur',
    en: 'this user may not open the socket; give it the right to, or use another user',
  },
  ENOTFOUND: {
    fr: 'cet hôte n’a pas d’adresse ; corrigez l’hôte dans DATABASE_URL',
    en: 'that host has no address; correct the host in DATABASE_URL',
  },
  EAI_AGAIN: {
    fr: 'cet hôte n’a pas d’adresse en ce moment ; voyez le réseau et le serveur de noms',
    en: 'that host has no address now; look at the network and the name server',
  },
  ETIMEDOUT: {
    fr: 'personne ne répond ; voyez le réseau et le pare-feu',
    en: 'nobody answers; look at the network and the firewall',
  },
  EHOSTUNREACH: {
    fr: 'cet hôte est injoignable ; voyez le réseau',
    en: 'that host cannot be reached; look at the network',
  },
  ENETUNREACH: {
    fr: 'ce réseau est injoignable ; voyez le réseau',
    en: 'that network cannot be reached; look at the network',
  },
  ECONNRESET: connectionBroke,
  EPIPE: connectionBroke,
  '28P01': {
    fr: 'PostgreSQL refuse le mot de passe ; corrigez-le dans DATABASE_URL',
    en: 'PostgreSQL refuses the password; correct it in DATABASE_URL',
  },
  '28000': {
    fr: 'PostgreSQL ne laisse pas entrer cet utilisateur ; voyez pg_hba.conf, et l’utilisateur dans DATABASE_URL',
    en: 'PostgreSQL does not let this user in; look at pg_hba.conf and at the user in DATABASE_URL',
  },
  '3D000': {
    fr: 'cette base n’existe pas ; créez-la (createdb), ou corrigez son nom dans DATABASE_URL',
    en: 'that database does not exist; create it (createdb), or correct its name in DATABASE_URL',
  },
  '53300': {
    fr: 'PostgreSQL n’a plus de connexion libre ; relevez max_connections, ou arrêtez ce qui les occupe',
    en: 'PostgreSQL has no connection left; raise max_connections or stop what holds them',
  },
  '53100': {
    fr: 'son disque est plein ; libérez de la place, puis relancez la même commande',
    en: 'its disk is full; make room, then run the same command again',
  },
  '53200': {
    fr: 'PostgreSQL manque de mémoire ; relancez la même commande, et donnez-lui-en davantage si cela se reproduit',
    en: 'it is out of memory; run the same command again, and give PostgreSQL more if it happens again',
  },
  '57P01': {
    fr: 'PostgreSQL est en cours d’arrêt ; relancez la même commande une fois qu’il est en marche',
    en: 'it is being shut down; run the same command again once it is up',
  },
  '57P02': {
    fr: 'PostgreSQL s’est arrêté brutalement ; relancez la même commande une fois qu’il est en marche',
    en: 'it crashed; run the same command again once it is up',
  },
  '57P03': {
    fr: 'PostgreSQL démarre ou s’arrête ; relancez la même commande dans un moment',
    en: 'it is starting up or shutting down; run the same command again in a moment',
  },
  '42P01': {
    fr: 'ses tables manquent ; lancez «passerelle db migrate»',
    en: 'its tables are missing; run «passerelle db migrate»',
  },
  '42703': {
    fr: 'ses tables sont plus anciennes que ce programme ; lancez «passerelle db migrate»',
    en: 'its tables are older than this program; run «passerelle db migrate»',
  },
  '42501': {
    fr: 'il manque à cet utilisateur un droit dans la base ; permettez-lui d’y créer et d’y modifier des tables',
    en: 'this user lacks a right in the database; let it create and change tables there',
  },
  '25006': {
    fr: 'cette base est en lecture seule (une réplique ?) ; indiquez le serveur principal dans DATABASE_URL',
    en: 'it is read-only (a replica?); point DATABASE_URL at the primary',
  },
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
};
