import '@passerelle/runtime';
console.log(import.meta.url, process.version);
