/** What the tool answers when it is no tool at the moment; texts are those clients look for. */
export const hibernatingPage = `<!DOCTYPE html><html><head><title>Instance Hibernating page</title></head>
<body><h1>Your instance is hibernating</h1><p>Sign in to the developer site to wake it.</p></body></html>`;
export const loginPage = `<!DOCTYPE html><html><head><title>Log in | ServiceNow</title></head>
<body><form action="login.do" method="post"><input name="user_name"><input name="user_password" type="password"></form></body></html>`;
export const tooManyPage = `<html><head><title>429 Too Many Requests</title></head><body><h1>Too Many Requests</h1></body></html>`;
export const gatewayPage = `<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>`;
export const unavailablePage = `<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>`;
export const uriTooLongPage = `<html><head><title>414 URI Too Long</title></head><body><h1>URI Too Long</h1></body></html>`;
