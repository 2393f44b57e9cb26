package kotlins

import freeworker.RemoteFunction
import freeworker.Task
import java.io.Serializable

data class Point(val x: Int, val y: Int = 7) : Serializable

enum class Colour {
  RED { override fun sound() = "stop" },
  GREEN;

  open fun sound() = "go"
}

sealed interface Tree : Serializable

data class Leaf(val value: Int) : Tree

data class Fork(val left: Tree, val right: Tree) : Tree

@JvmInline value class Metres(val count: Int)

class Lost(val code: Int) : Exception("lost $code")

fun String.shout(times: Int = 1) = uppercase() + "!".repeat(times)

inline fun <reified T> List<Any>.only(): List<T> = filterIsInstance<T>()

fun seven() = 7

private fun sum(tree: Tree): Int =
  when (tree) {
    is Leaf -> tree.value
    is Fork -> sum(tree.left) + sum(tree.right)
  }

/** A task of each shape; [freeworker.tests.KotlinTest] runs them. */
object Shapes {
  @JvmStatic fun lambda(n: Int) = Task { n * 2 }

  @JvmStatic fun reference() = Task(::seven)

  @JvmStatic fun points() = Task { listOf(Point(1), Point(2).copy(y = 9)) to Point(x = 3) }

  @JvmStatic
  fun expression(word: String): Task<String> =
    object : Task<String> {
      private val times = word.length

      override fun run() = "object $word".shout(times)
    }

  @JvmStatic
  fun collections() = Task {
    (1..10).map { Point(it, it * it) }
      .filter { it.x % 2 == 0 }
      .groupBy { it.y > 20 }
      .mapValues { (_, points) -> points.sumOf { it.y } }
  }

  @JvmStatic
  fun sequence() = Task {
    sequence {
      var (a, b) = 0 to 1
      while (true) {
        yield(a)
        a = b.also { b += a }
      }
    }.take(10).toList()
  }

  @JvmStatic
  fun matching(): Task<String> {
    val tree: Tree = Fork(Leaf(1), Fork(Leaf(2), Leaf(3)))
    return Task {
      Colour.values().joinToString {
        when (it) {
          Colour.RED -> it.sound()
          Colour.GREEN -> "${it.sound()} ${sum(tree)}"
        }
      }
    }
  }

  @JvmStatic
  fun mixed(): Task<Any> {
    fun local(length: Metres) = length.count + 1
    val lazily by lazy { local(Metres(4)) }
    return Task { listOf<Any>(1, "a", 2).only<Int>().sum() + lazily }
  }

  @JvmStatic fun failing() = Task<Any> { throw Lost(7) }

  @JvmStatic fun returned(n: Int) = Task { RemoteFunction<Int, Point> { Point(n, it) } }

  @JvmStatic
  fun function(n: Int): Task<Int> {
    val f: () -> Int = { n + 1 }
    return Task { f() }
  }

  @JvmStatic
  fun serializableFunction(n: Int): Task<Int> {
    val f: () -> Int = @JvmSerializableLambda { n + 1 }
    return Task { f() }
  }
}
