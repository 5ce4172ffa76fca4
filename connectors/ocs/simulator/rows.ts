import type { Machine, Report, Row } from './state.js';

/** Sections of every machine that most of them leave empty. */
const empty = (
  'batteries controllers devices download_history groups_cache inputs itmgmt_comments javainfo journallog modems ports ' +
  'registry repository sim slots sounds usbdevices virtualmachines'
).split(' ');

/** The rows that the server keeps of a report, with the columns that version 2.12 shows. */
export function rowsOf(id: number, told: Report, at: string): Omit<Machine, 'id'> {
  const own = { HARDWARE_ID: id };
  const part = { ...own, ID: id };
  const row = (columns: Row): readonly Row[] => [columns];
  return {
    hardware: hardwareOf(id, told, at),
    software: told.software ?? [],
    sections: {
      ...Object.fromEntries(empty.map((section) => [section, []])),
      accountinfo: row({ ...own, TAG: told.tag ?? 'NA' }),
      bios: row({
        ...own,
        ASSETTAG: told.assetTag ?? '',
        BDATE: '03/14/2022',
        BMANUFACTURER: 'Dell Inc.',
        BVERSION: '1.1.0',
        MMANUFACTURER: 'Dell',
        MMODEL: '0X001',
        MSN: 'MB00001',
        SMANUFACTURER: 'Dell Inc.',
        SMODEL: told.model ?? 'Precision 3650',
        SSN: told.serial,
        TYPE: 'Desktop',
      }),
      ...partsOf(part, told),
      networks: row({
        ...part,
        DESCRIPTION: 'Intel I219-LM',
        IPADDRESS: told.address ?? '192.0.2.11',
        IPDHCP: '192.0.2.2',
        IPGATEWAY: '192.0.2.1',
        IPMASK: '255.255.255.0',
        IPSUBNET: '192.0.2.0',
        MACADDR: told.mac,
        MTU: '1500',
        SPEED: '1 Gb/s',
        STATUS: 'Up',
        TYPE: 'Ethernet',
        TYPEMIB: 'ethernetCsmacd',
        VIRTUALDEV: 0,
      }),
    },
  };
}

function hardwareOf(id: number, told: Report, at: string): Row {
  return {
    ARCH: '64 bits',
    ARCHIVE: null,
    CATEGORY_ID: null,
    CHECKSUM: 262_143,
    DEFAULTGATEWAY: '192.0.2.1',
    DESCRIPTION: told.description ?? '',
    DEVICEID: told.deviceId,
    DNS: '192.0.2.53',
    ETIME: null,
    FIDELITY: 1,
    ID: id,
    IPADDR: told.address ?? '192.0.2.11',
    IPSRC: '127.0.0.1',
    LASTCOME: at,
    LASTDATE: at,
    MEMORY: told.memory ?? 16_384,
    NAME: told.name,
    OSCOMMENTS: null,
    OSNAME: told.os ?? 'Microsoft Windows 10 Éducation',
    OSVERSION: '10.0.19045',
    PROCESSORN: 1,
    PROCESSORS: 2_700,
    PROCESSORT: 'Intel(R) Core(TM) i5-11500',
    QUALITY: null,
    SSTATE: 0,
    SWAP: 2_048,
    TYPE: 8,
    USERAGENT: 'OCS-NG_unified_unix_agent_v2.10.0',
    USERDOMAIN: 'LYCEE',
    USERID: told.user ?? '',
    UUID: told.uuid,
    WINCOMPANY: 'Lycée',
    WINOWNER: 'DSI',
    WINPRODID: '00000-00000-00001',
    WINPRODKEY: null,
    WORKGROUP: 'LYCEE.LOCAL',
  };
}

function partsOf(part: Row, told: Report): Readonly<Record<string, readonly Row[]>> {
  const texts = (columns: string): Row => Object.fromEntries(columns.split(' ').map((column) => [column, '']));
  const numbers = (columns: string): Row => Object.fromEntries(columns.split(' ').map((column) => [column, 0]));
  return {
    cpus: [
      {
        ...part,
        ...texts('CPUARCH CURRENT_SPEED L2CACHESIZE SERIALNUMBER SOCKET VOLTAGE'),
        ...numbers('CURRENT_ADDRESS_WIDTH DATA_WIDTH'),
        CORES: 6,
        LOGICAL_CPUS: 12,
        MANUFACTURER: 'Intel',
        SPEED: '2700',
        TYPE: 'Intel(R) Core(TM) i5-11500',
      },
    ],
    drives: [
      {
        ...part,
        CREATEDATE: '0000-00-00',
        FILESYSTEM: 'NTFS',
        FREE: 101_000,
        LETTER: 'C:/',
        NUMFILES: 0,
        TOTAL: 488_000,
        TYPE: 'Hard Drive',
        VOLUMN: 'Système',
      },
    ],
    memories: [
      {
        ...part,
        CAPACITY: 8_192,
        CAPTION: 'DIMM1',
        DESCRIPTION: 'DDR4',
        NUMSLOTS: 1,
        PURPOSE: '',
        SERIALNUMBER: 'M00001',
        SPEED: '3200',
        TYPE: 'DDR4',
      },
    ],
    monitors: [
      {
        ...part,
        CAPTION: 'DELL P2419H',
        DESCRIPTION: '12/2020',
        MANUFACTURER: 'Dell',
        SERIAL: 'MON1',
        TYPE: 'Digital',
      },
    ],
    printers: [
      {
        ...part,
        ...texts('COMMENT DESCRIPTION RESOLUTION SERVERNAME SHARENAME'),
        ...numbers('NETWORK SHARED'),
        DRIVER: 'HP Universal',
        NAME: `Imprimante ${told.name}`,
        PORT: 'IP_192.0.2.200',
      },
    ],
    storages: [
      {
        ...part,
        DESCRIPTION: 'Disk drive',
        DISKSIZE: 488_386,
        FIRMWARE: 'FW1',
        MANUFACTURER: 'Samsung',
        MODEL: 'PM991 NVMe 512GB',
        NAME: String.raw`\\.\PHYSICALDRIVE0`,
        SERIALNUMBER: 'S0000001',
        TYPE: 'SSD',
      },
    ],
    videos: [{ ...part, CHIPSET: 'UHD', MEMORY: '1024', NAME: 'Intel UHD 750', RESOLUTION: '1920 x 1080' }],
  };
}
