/** A broker under attack: every way in that a stranger or the holder of a key may try. */
@org.jspecify.annotations.NullMarked
package freeworker.bench.siege;
