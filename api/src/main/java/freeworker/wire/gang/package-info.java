/** What the members of a gang and their caller tell each other. */
@NullMarked
package freeworker.wire.gang;

import org.jspecify.annotations.NullMarked;
