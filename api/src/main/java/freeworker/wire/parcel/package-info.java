/** How tasks, their classes and their outcomes travel. */
@NullMarked
package freeworker.wire.parcel;

import org.jspecify.annotations.NullMarked;
