package dev.customprofiles.reader;

/** Class names as in Java source, except that nested classes keep {@code $}. */
final class ClassNames {
    private ClassNames() {}

    /** Converts {@code java/util/Map$Entry} to {@code java.util.Map$Entry}, and {@code [[I} to {@code int[][]}. */
    static String dotted(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return name.replace('/', '.');
        }
        return element(name.substring(dimensions)) + "[]".repeat(dimensions);
    }

    private static String element(String descriptor) {
        return switch (descriptor) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "C" -> "char";
            case "S" -> "short";
            case "I" -> "int";
            case "J" -> "long";
            case "F" -> "float";
            case "D" -> "double";
            default ->
                descriptor.startsWith("L") && descriptor.endsWith(";")
                        ? descriptor.substring(1, descriptor.length() - 1).replace('/', '.')
                        : descriptor.replace('/', '.');
        };
    }
}
