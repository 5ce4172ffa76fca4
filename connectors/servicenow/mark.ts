/** In correlation_display of everything that we make; the key that it was made under stands in correlation_id beside it. */
export const correlationDisplay = 'passerelle';
