@NullMarked
package freeworker.client;

import org.jspecify.annotations.NullMarked;
