package dev.customprofiles.heap;

import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.HiddenClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The steps from a root to an object, as text, without those that say nothing: a path begins at its last static field, the inner nodes of a
 * collection are one step with it, and so are objects of one class that are linked to each other; those of several classes are the steps
 * from one to the next of the same class. So all values of a map have the same trail, however the map has grown.
 *
 * <p>There is one object for each trail, so trails are equal if those before them are the same. Comparing all of a long one would take
 * too much stack.
 *
 * @param before the trail without the last step; null at the beginning
 * @param loader for a trail that begins with a static field: how the class is reached that has it; null if the class is never unloaded
 * @param owner the class of the last step, which has the field; null at a root
 * @param family the classes of the JDK that the owner is or extends; empty for other classes
 * @param text the last step
 */
record Trail(Trail before, Trail loader, String owner, Set<String> family, String text) {

    private static final String ELEMENT = "[]";

    static Trail root(String text) {
        return new Trail(null, null, null, Set.of(), text);
    }

    static Trail ofStatic(String owner, String field, Trail loader) {
        return new Trail(null, loader, null, Set.of(), "static " + owner + "." + field);
    }

    /** Goes on by a field of an object. */
    Trail field(String newOwner, Set<String> newFamily, String field) {
        boolean isInside = newOwner.contains("$") && !Collections.disjoint(newFamily, family);
        if (newOwner.equals(owner) || isInside) {
            return new Trail(before, loader, owner, family, owner + "." + field);
        }
        String step = newOwner + "." + field;
        // The JDK's collections are in one another; a field of others that comes again is a structure of several
        // classes.
        for (Trail at = this; at != null && newFamily.isEmpty(); at = at.before) {
            if (at.text.equals(step) || at.text.equals(step + ELEMENT)) {
                return new Trail(at.before, null, newOwner, newFamily, step);
            }
        }
        return new Trail(this, null, newOwner, newFamily, step);
    }

    /** Goes on by an element of an array. */
    Trail element(String arrayClass) {
        if (text.endsWith(ELEMENT)) {
            return this;
        }
        return before == null && owner == null && !text.startsWith("static ")
                ? new Trail(this, null, arrayClass, Set.of(), arrayClass)
                : new Trail(before, loader, owner, family, text + ELEMENT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trail trail
                && before == trail.before
                && loader == trail.loader
                && Objects.equals(owner, trail.owner)
                && text.equals(trail.text);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * System.identityHashCode(before) + System.identityHashCode(loader)) + text.hashCode();
    }

    List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (Trail trail = this; trail != null; trail = trail.before) {
            steps.add(trail.text);
        }
        Collections.reverse(steps);
        return steps;
    }

    /** Returns how the class is reached with which the trail begins; empty if it is never unloaded. */
    List<String> loaderSteps() {
        Trail first = this;
        while (first.before != null) {
            first = first.before;
        }
        List<String> steps = first.loader == null ? List.of() : first.loader.steps();
        int last = steps.size() - 1;
        // Every loader has a list of its classes.
        boolean isOfLoader = last > 0 && steps.get(last - 1).endsWith("ClassLoader.classes");
        return isOfLoader ? steps.subList(0, last) : steps;
    }

    /** Returns the name of a class as in source code, and the same in each run. */
    static String className(DumpClass type) {
        return className(type.name);
    }

    private static String className(String name) {
        int dimensions = 0;
        while (name.startsWith("[", dimensions)) {
            dimensions++;
        }
        if (dimensions == 0) {
            return GeneratedName.withoutNumber(HiddenClass.withoutAddress(name));
        }
        String element = switch (name.charAt(Math.min(dimensions, name.length() - 1))) {
            case 'L' -> className(name.substring(dimensions + 1, name.length() - 1));
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            default -> "double";
        };
        return element + ELEMENT.repeat(dimensions);
    }
}
