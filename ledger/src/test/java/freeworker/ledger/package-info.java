@NullMarked
package freeworker.ledger;

import org.jspecify.annotations.NullMarked;
