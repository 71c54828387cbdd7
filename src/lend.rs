//! A way to return a borrow from one branch of a function, and to keep the owner in the others. The borrow checker rejects this
//! in safe code.
#![expect(unsafe_code, reason = "the borrow checker extends a borrow that one branch returns to all branches")]

use core::ops::ControlFlow;

/// Returns what `look` borrows from `owner`. If `look` borrows nothing, returns `owner` itself.
///
/// If one branch of a function returns a borrow, the borrow checker extends it to all branches. Then a future that has to wait
/// could not keep its reader for the next poll. This is the third problem case of RFC 2094. The next borrow checker
/// (rust-lang/rust#54663) is to accept it in safe code, as one `match`.
///
/// # Errors
///
/// Returns `owner` and the answer of `look`, if that is [`ControlFlow::Continue`].
#[inline]
pub(crate) fn lend<'a, T: ?Sized, U: ?Sized, O>(
    owner: &'a mut T,
    look: impl for<'x> FnOnce(&'x mut T) -> ControlFlow<&'x U, O>,
) -> Result<&'a U, (&'a mut T, O)> {
    let owner: *mut T = owner;
    // SAFETY: the pointer comes from a borrow that lasts for `'a` and is not used any more.
    match look(unsafe { &mut *owner }) {
        ControlFlow::Break(lent) => Ok(lent),
        // SAFETY: the pointer is valid, as above. The answer cannot hold the borrow that `look` had, because `O` does not depend on
        // its lifetime. So that borrow has ended.
        ControlFlow::Continue(answer) => Err((unsafe { &mut *owner }, answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::convert::Infallible;

    #[test]
    fn returns_a_borrow_of_the_owner() {
        let mut owner = [1, 2, 3];
        let lent = lend(&mut owner, |owner| {
            owner[1] = 7;
            ControlFlow::<_, Infallible>::Break(&owner[1..])
        });
        assert_eq!(lent.unwrap_or(&[]), [7, 3]);
        owner[1] = 8;
        assert_eq!(owner, [1, 8, 3]);
    }

    #[test]
    fn returns_an_owner_that_nothing_was_borrowed_from() {
        let mut owner = [1, 2, 3];
        let mut rest = &mut owner;
        for i in 0..3 {
            rest = match lend(rest, |owner| {
                owner[i] += 1;
                ControlFlow::<&[u8], _>::Continue(i)
            }) {
                Err((back, answer)) if answer == i => back,
                other => unreachable!("{other:?}"),
            };
        }
        assert_eq!(owner, [2, 3, 4]);
    }
}
