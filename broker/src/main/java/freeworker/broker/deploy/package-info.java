/** Brings the workers of many hosts to a broker, by the system's ssh. */
@NullMarked
package freeworker.broker.deploy;

import org.jspecify.annotations.NullMarked;
