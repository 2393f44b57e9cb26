package scalas

import freeworker.{RemoteFunction, Task}

case class Point(x: Int, y: Int = 7)

sealed trait Tree {
  def size: Int = 1
}

case class Leaf(value: Int) extends Tree

case class Fork(left: Tree, right: Tree) extends Tree {
  override def size: Int = left.size + right.size
}

case object Empty extends Tree

class Lost(val code: Int) extends Exception(s"lost $code")

object Colour extends Enumeration {
  val Red, Green = Value
}

/** A task of each shape; freeworker.tests.ScalaTest runs them. */
object Shapes {
  implicit class Shouting(text: String) {
    def shout(times: Int = 1): String = text.toUpperCase + "!" * times
  }

  private def sum(tree: Tree): Int = tree match {
    case Leaf(value)       => value
    case Fork(left, right) => sum(left) + sum(right)
    case Empty             => 0
  }

  def lambda(n: Int): Task[Any] = () => n * 2

  def points(): Task[Any] = () =>
    (List(Point(1), Point(2).copy(y = 9)), Some(Point(3)), None, Empty)

  def anonymous(word: String): Task[Any] = new Task[Any] {
    private lazy val times = word.length
    def run(): Any = s"object $word".shout(times)
  }

  def collections(): Task[Any] = () =>
    (1 to 10)
      .map(i => Point(i, i * i))
      .filter(_.x % 2 == 0)
      .groupBy(_.y > 20)
      .view
      .mapValues(_.map(_.y).sum)
      .toMap

  def lazily(): Task[Any] = () => {
    lazy val fibonacci: LazyList[BigInt] = BigInt(0) #:: fibonacci.scanLeft(BigInt(1))(_ + _)
    fibonacci.take(10).toVector
  }

  def matching(): Task[Any] = {
    val tree: Tree = Fork(Leaf(1), Fork(Leaf(2), Empty))
    () => s"${tree.size} ${sum(tree)}"
  }

  def comprehension(): Task[Any] = () => {
    val even: PartialFunction[Int, String] = { case n if n % 2 == 0 => s"$n" }
    (for { a <- 1 to 3; b <- List(10, 11); if a != 2 } yield a * b).collect(even).mkString("+")
  }

  def enumeration(): Task[Any] = () => Colour.values.toList.map(_.toString)

  def failing(): Task[Any] = () => throw new Lost(7)

  def returned(n: Int): Task[Any] = () => {
    val f: RemoteFunction[Int, Point] = Point(n, _)
    f
  }

  def function(n: Int): Task[Any] = {
    val f: () => Int = () => n + 1
    () => f() + 1
  }
}
